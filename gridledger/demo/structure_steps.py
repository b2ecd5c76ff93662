"""How a township is made up changes, once the year is over: branches of other forms, split, merged and dissolved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from application.request import DisplayName
from domain.core.command import Command
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import Measure
from domain.membership.commands import RegisterMember
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
from gridledger.demo.cast import interesting_branch
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import StepList

LEAGUE_MEMBERS = 12
RESIDENTS = 3  # of one building, once another has moved away
MERGED_VILLAGE = "601"  # codes of merged villages begin there
SPLIT_SHARE = 3  # of a branch that is split, one in so many belongs to the new one


class StructureSteps:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, place_names: tuple[str, ...]) -> None:
        self._steps = steps
        self._ids = ids
        self._place_names = place_names

    def add(self, unit: Unit, at: datetime) -> None:
        """All of them, from the instant ``at`` on."""
        self._league(unit, at)
        later = at + timedelta(hours=2)
        on = at.date()
        commands = [*self._dated(unit, on), *self._by_the_township(unit, on), *self._of_members(unit, on)]
        for minute, command in enumerate(commands):
            self._steps.add(later + timedelta(minutes=minute), unit.secretary, command)

    def _league(self, unit: Unit, at: datetime) -> None:
        """A branch of the Youth League, with its members."""
        league = self._ids.of("league", str(unit.code))
        found = FoundOrganisation(
            organisation_id=league,
            kind=OrganisationKind.LEAGUE_BRANCH,
            name=f"{unit.name}团支部",
            parent_id=unit.committee_id,
            division_code=unit.code,
        )
        self._steps.add(at, unit.secretary, found)
        random = chance(self._ids.seed, "league", str(unit.code))
        names = NameMaker(random, self._place_names)
        for number in range(LEAGUE_MEMBERS):
            member = self._ids.of("league-member", str(unit.code), number)
            name = DisplayName(self._ids.of("league-name", str(unit.code), number), member, names.next())
            register = RegisterMember(
                member_id=member,
                branch_id=league,
                kind=MemberKind.LEAGUE_MEMBER,
                joined_on=date(at.year - random.randrange(1, 8), 5, 4),
                name_id=name.name_id,
            )
            self._steps.add(at + timedelta(minutes=number + 1), unit.secretary, register, display_name=name)

    def _by_the_township(self, unit: Unit, on: date) -> Iterator[Command]:
        """A flood is fought by a temporary branch; the two smallest branches become one, a large one becomes two."""
        flood = self._ids.of("temporary-branch", str(unit.code))
        yield FoundOrganisation(
            organisation_id=flood,
            kind=OrganisationKind.PARTY_BRANCH,
            name=f"{unit.name}防汛抢险临时党支部",
            parent_id=unit.committee_id,
            form=BranchForm.TEMPORARY,
            approved_by=unit.committee_id,
            expected_end=on + timedelta(days=30),
            reason="FLOOD_CONTROL",
        )
        yield DissolveOrganisation(
            organisation_id=flood, on=on, approved_by=unit.committee_id, reason="TASK_DONE"
        )
        smallest, next_smallest, *_, large = _by_size(unit)
        yield MergeOrganisation(
            organisation_id=smallest.id,
            into_id=next_smallest.id,
            on=on,
            approved_by=unit.committee_id,
            reason="FEW_MEMBERS",
        )
        settled = [person for person in large.founders if person.homes[-1].branch is large]
        part = len(settled) // SPLIT_SHARE  # from the middle: the first bear offices, letters were given to the last
        yield SplitOrganisation(
            organisation_id=large.id,
            new_id=self._ids.of("split-branch", large.key),
            name=f"{large.name}（新设）",
            member_ids=tuple(person.id for person in settled[part : 2 * part]),
            on=on,
            approved_by=unit.committee_id,
            reason="TOO_LARGE",
        )

    def _dated(self, unit: Unit, on: date) -> Iterator[Command]:
        """Elections, a code that changes, and a small branch that another looks after for a while."""
        for branch in unit.branches:
            yield RecordElection(
                organisation_id=branch.id, held_on=on - timedelta(days=7 + branch.number % 20)
            )
        _, _, small, *_ = _by_size(unit)
        yield TakeIntoCustody(
            organisation_id=small.id,
            custodian_id=interesting_branch(unit).id,
            from_on=on - timedelta(days=7),
            approved_by=unit.committee_id,
            reason="FEW_MEMBERS",
        )
        yield EndCustody(organisation_id=small.id, on=on)
        yield RecodeOrganisation(
            organisation_id=interesting_branch(unit).id,
            division_code=f"{unit.code}{MERGED_VILLAGE}",
            from_on=on,
            reason="VILLAGES_MERGED",
        )

    def _of_members(self, unit: Unit, on: date) -> Iterator[Command]:
        """Groups of the branch that people look at have leaders, some are under a measure, some share a building."""
        branch = interesting_branch(unit)
        since = on - timedelta(days=20)
        for group in branch.groups:
            if group.leader.homes[-1].group is group:
                yield ElectGroupLeader(organisation_id=group.id, member_id=group.leader.id, on=on)
        warned, watched = branch.founders[-1], branch.founders[-2]
        yield ImposeDiscipline(member_id=warned.id, measure=Measure.WARNING, from_on=since)
        yield LiftDiscipline(member_id=warned.id, on=on)
        yield ImposeDiscipline(
            member_id=watched.id,
            measure=Measure.DISCIPLINARY_PROBATION,
            from_on=since,
            until_on=since + timedelta(days=365),
        )
        building = self._building(unit)
        for person in branch.founders[: RESIDENTS + 1]:
            yield RecordResidence(member_id=person.id, grid_id=building, from_on=since)
        yield EndResidence(member_id=branch.founders[0].id, on=on)

    def _building(self, unit: Unit) -> UUID:
        """The grid of some group: of level 5."""
        group = next(branch.groups[0] for branch in unit.branches if branch.groups)
        return self._ids.grid("group", str(group.id))


def _by_size(unit: Unit) -> list[Branch]:
    """All but the branch that people come to look at."""
    others = [branch for branch in unit.branches if branch is not interesting_branch(unit)]
    return sorted(others, key=lambda branch: len(branch.founders))
