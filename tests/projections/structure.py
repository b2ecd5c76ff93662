"""Random commands about how a county is made up, from a source of their own: those about all else stay as they were."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from domain.core.command import Command
from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.coverage.events import EntityKind, ExclusionGround
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import Measure
from domain.grids.commands import AssignCoverage
from domain.meetings.commands import AttendanceEntry, FreezeRoster, PlanMeeting, RecordAttendance
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.membership.commands import AssignGroup, ConfirmMember, RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import (
    DissolveOrganisation,
    ElectGroupLeader,
    EndCustody,
    FoundOrganisation,
    MergeOrganisation,
    RecodeOrganisation,
    RecordElection,
    SplitOrganisation,
    TakeIntoCustody,
)
from domain.organisation.events import BranchForm, OrganisationKind
from domain.residence.commands import EndResidence, RecordResidence
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from tests.projections.known import SeededIds


class Lived(Protocol):
    """A county that takes commands."""

    @property
    def today(self) -> date: ...

    committee_id: UUID
    townships: list[UUID]
    branches: list[UUID]
    members: dict[UUID, UUID]
    groups: dict[UUID, list[UUID]]
    events: list[Any]
    grids: list[list[UUID]]

    async def send(self, commands: Iterable[Command]) -> Any: ...


class Structure:
    """Founds branches of all forms, splits and merges them, and lets a branch of the League meet."""

    def __init__(self, world: Lived, seed: int) -> None:
        self._world = world
        self._random = random.Random(f"structure {seed}")
        self._ids = SeededIds(seed + 5_000_000)

    async def live(self, commands: int) -> None:
        """So much of it as befits so many other commands."""
        makers: tuple[Callable[[], Awaitable[None]], ...] = (
            self._league,
            self._endings,
            self._standing,
            self._dated,
            self._entities,
            self._sites,
        )
        for _ in range(max(1, commands // 200)):
            for maker in makers:
                await maker()

    async def _league(self) -> None:
        """A branch of the League, and a meeting of its members."""
        branch, meeting = self._ids.new_id(), self._ids.new_id()
        members = [self._ids.new_id() for _ in range(3)]
        today = self._world.today
        await self._world.send(
            [
                self._found(branch, OrganisationKind.LEAGUE_BRANCH),
                *(
                    RegisterMember(
                        member_id=member,
                        branch_id=branch,
                        kind=MemberKind.LEAGUE_MEMBER,
                        joined_on=date(2020, 5, 4),
                        name_id=self._ids.new_id(),
                    )
                    for member in members
                ),
                PlanMeeting(
                    meeting_id=meeting,
                    organisation_id=branch,
                    kind=MeetingKind.GENERAL_MEETING,
                    held_on=today,
                ),
                FreezeRoster(meeting_id=meeting),
                RecordAttendance(
                    meeting_id=meeting,
                    entries=(AttendanceEntry(members[0], AttendanceStatus.PRESENT),),
                ),
            ]
        )
        for member in members:
            del self._world.members[member]  # other commands are about those of the party

    async def _endings(self) -> None:
        """A branch is split, what was split off goes back, and others are founded and dissolved."""
        branch, temporary, group, off = (self._ids.new_id() for _ in range(4))
        source = self._random.choice(self._world.branches)
        at_home = [member for member, home in self._world.members.items() if home == source]
        named = self._random.sample(at_home, min(len(at_home), 2))
        given: dict[str, Any] = {
            "on": self._world.today,
            "approved_by": self._world.committee_id,
            "reason": "TOO_LARGE",
        }
        await self._world.send(
            [
                self._found(branch, OrganisationKind.PARTY_BRANCH, form=BranchForm.JOINT),
                self._found(
                    temporary,
                    OrganisationKind.PARTY_BRANCH,
                    form=BranchForm.TEMPORARY,
                    approved_by=self._world.townships[0],
                    expected_end=self._world.today + timedelta(days=60),
                    reason="SURVEY",
                ),
                SplitOrganisation(
                    organisation_id=source, new_id=off, name="分设支部", member_ids=tuple(named), **given
                ),
                FoundOrganisation(
                    organisation_id=group, kind=OrganisationKind.PARTY_GROUP, name="小组", parent_id=off
                ),
                DissolveOrganisation(organisation_id=temporary, **given),
                DissolveOrganisation(organisation_id=source, **given),
                MergeOrganisation(organisation_id=off, into_id=branch, **given),
                MergeOrganisation(organisation_id=branch, into_id=source, **given),
            ]
        )

    async def _standing(self) -> None:
        """A group elects its leader; some are under a measure, and some live in one building."""
        known, today = self._world, self._world.today
        building, next_building = self._random.choice(known.grids[4]), self._random.choice(known.grids[4])
        member = self._random.choice(list(known.members))
        home, group = known.members[member], self._ids.new_id()
        beside = [one for one, branch in known.members.items() if branch == home][:3]
        earlier = today - timedelta(days=self._random.randrange(30))
        commands: list[Command] = [
            FoundOrganisation(
                organisation_id=group, kind=OrganisationKind.PARTY_GROUP, name="小组", parent_id=home
            ),
            *(AssignGroup(member_id=one, group_id=group) for one in {member: 0, **dict.fromkeys(beside)}),
            *(ConfirmMember(member_id=one) for one in beside[:2]),
            *(ElectGroupLeader(organisation_id=group, member_id=one, on=today) for one in beside),
            *(RecordResidence(member_id=one, grid_id=building, from_on=earlier) for one in beside),
        ]
        for one in {member: 0, **dict.fromkeys(beside[:1])}:
            measure = self._random.choice(list(Measure))
            commands += [
                RecordResidence(member_id=one, grid_id=building, from_on=earlier),
                ImposeDiscipline(member_id=one, measure=measure, from_on=earlier),
                self._random.choice(
                    [
                        LiftDiscipline(member_id=one, on=today),
                        EndResidence(member_id=one, on=today),
                        RecordResidence(member_id=one, grid_id=next_building, from_on=today),
                    ]
                ),
            ]
        if self._random.random() < 0.3:
            commands.append(AssignCoverage(grid_id=building, organisation_id=group, from_on=today))
        await known.send(commands)

    async def _dated(self) -> None:
        """Codes, elections and custodians of some branches."""
        known, pick = self._world, self._random.choice
        branch, custodian = self._random.sample(known.branches, 2)
        last_week = known.today - timedelta(days=7)
        given: dict[str, Any] = {"approved_by": known.committee_id, "reason": "FEW_MEMBERS"}
        commands: list[Command] = [
            RecodeOrganisation(
                organisation_id=pick([branch, *known.townships]),
                division_code=f"43028110{self._random.randrange(4)}",
                from_on=known.today + timedelta(days=pick([0, 0, 20])),
            ),
            RecordElection(
                organisation_id=branch, held_on=last_week, committee_members=pick([None, 0, 3, 5])
            ),
            TakeIntoCustody(organisation_id=branch, custodian_id=custodian, from_on=last_week, **given),
            TakeIntoCustody(organisation_id=custodian, custodian_id=branch, from_on=last_week, **given),
        ]
        if pick([True, True, False]):
            commands.append(EndCustody(organisation_id=branch, on=known.today))
        await known.send(commands)

    async def _entities(self) -> None:
        """Some that a branch covers, some that count for nothing, one in each township."""
        known, today = self._world, self._world.today
        entities = [self._ids.new_id() for _ in range(4)]
        last_week = today - timedelta(days=7)
        commands: list[Command] = [
            SurveyEntity(
                entity_id=entity,
                organisation_id=known.townships[number % len(known.townships)],
                kind=self._random.choice(list(EntityKind)),
                name=f"企业{self._random.randrange(999)}",
                surveyed_on=last_week,
                employees=self._random.randrange(20, 90),
                members=self._random.randrange(9),
            )
            for number, entity in enumerate(entities)
        ]
        branch = self._random.choice(known.branches)
        commands += [
            CoverEntity(entity_id=entity, branch_id=branch, from_on=last_week) for entity in entities[:2]
        ]
        ground = self._random.choice(list(ExclusionGround))
        commands += [
            EndEntityCoverage(entity_id=entities[0], on=today),
            ExcludeEntity(entity_id=entities[0], ground=ground, on=today),
            ExcludeEntity(entity_id=entities[1], ground=ground, on=today),
        ]
        await known.send(commands)

    async def _sites(self) -> None:
        """Project sites with a temporary branch and without."""
        known, today = self._world, self._world.today
        site, other, temporary = (self._ids.new_id() for _ in range(3))
        running: dict[str, Any] = {
            "starts_on": today,
            "ends_on": today + timedelta(days=40),
            "people": 30,
            "members": 8,
        }
        opened = [
            OpenSite(site_id=one, organisation_id=place, name="项目部", **running)
            for one, place in zip((site, other), known.townships, strict=False)
        ]
        end: dict[str, Any] = {"approved_by": known.townships[0], "reason": "TASK_DONE"}
        commands: list[Command] = [
            *opened,
            self._found(
                temporary,
                OrganisationKind.PARTY_BRANCH,
                form=BranchForm.TEMPORARY,
                approved_by=known.townships[0],
                expected_end=today + timedelta(days=60),
                reason="SURVEY",
            ),
            AssignSiteBranch(site_id=site, branch_id=temporary, on=today),
            RecountSite(site_id=other, on=today, ends_on=today + timedelta(days=9), people=30, members=8),
        ]
        if self._random.random() < 0.5:
            commands.append(DissolveOrganisation(organisation_id=temporary, on=today, **end))
        else:
            commands.append(CloseSite(site_id=other, on=today))
        await known.send(commands)

    def _found(self, organisation_id: UUID, kind: OrganisationKind, **fields: Any) -> Command:
        return FoundOrganisation(
            organisation_id=organisation_id,
            kind=kind,
            name=f"组织{self._random.randrange(99)}",
            parent_id=self._world.townships[0],
            **fields,
        )
