"""Random commands that put organisations under other parents, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.core import Occurred
from domain.core.command import Command
from domain.grids.commands import AssignCoverage
from domain.leave.commands import RequestLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import (
    AttendanceEntry,
    CorrectMeeting,
    FreezeRoster,
    PlanMeeting,
    RecordAttendance,
)
from domain.meetings.events import AttendanceStatus, MeetingKind, MeetingPlanned
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import FoundOrganisation, MoveOrganisation, RecodeOrganisation
from domain.organisation.events import OrganisationKind
from tests.projections.known import SeededIds
from tests.projections.structure import Lived


class Moves:
    """A general branch with a branch and a group below goes to another township, over facts of days gone by.

    Where ``only_along`` is set, what all else is about stays where it is, and nobody new is there.
    """

    only_along = False

    def __init__(self, world: Lived, seed: int) -> None:
        self._world = world
        self._random = random.Random(f"moves {seed}")
        self._ids = SeededIds(seed + 9_000_000)
        self._agencies: UUID | None = None

    async def live(self, commands: int) -> None:
        """So much of it as befits so many other commands."""
        for _ in range(max(1, commands // 200)):
            await self._along()
            if not self.only_along:
                await self._of_townships()
                await self._any()

    async def _along(self) -> None:
        """Meetings and leave of before the move, of after it, and entered late for before."""
        here, there = self._world.townships[0], self._world.townships[-1]
        general, branch, group, late = (self._ids.new_id() for _ in range(4))
        members = [self._ids.new_id() for _ in range(0 if self.only_along else 2)]
        founded = Occurred.on(self._before(40))
        grid = self._world.grids[4][0]
        meetings = {days: self._ids.new_id() for days in (20, 9, 2, -6)}
        await self._world.send(
            [
                _found(general, OrganisationKind.GENERAL_BRANCH, here, founded),
                _found(branch, OrganisationKind.PARTY_BRANCH, general, founded),
                _found(group, OrganisationKind.PARTY_GROUP, branch, founded),
                AssignCoverage(grid_id=grid, organisation_id=branch, from_on=self._before(40)),
                RecodeOrganisation(
                    organisation_id=branch, division_code="430281101", from_on=self._before(30)
                ),
                *(_register(member, branch, self._ids.new_id(), self._before(30)) for member in members),
                *(self._meeting(one, branch, days) for days, one in meetings.items()),
                *self._attendance(list(meetings.values())[: len(members)], members),
                *(self._leave(one, 21) for one in members[:1]),
            ]
        )
        self._world.groups[branch] = [group]
        await self._world.send([self._move(general, there, 10)])
        await self._world.send(
            [
                _found(late, OrganisationKind.PARTY_BRANCH, general, Occurred.on(self._before(15))),
                self._meeting(self._ids.new_id(), late, 14),
                self._meeting(self._ids.new_id(), branch, 12),
                *(self._leave(one, 13) for one in members[1:]),
            ]
        )
        planned = self._planned(meetings[2])
        other_day = CorrectMeeting(
            meeting_id=meetings[2], corrects=planned, held_on=self._before(11), reason="MISTYPED"
        )
        await self._world.send([other_day, self._move(branch, here, 5), self._move(general, here, 3)])

    async def _of_townships(self) -> None:
        """The committee of a township stands below that of the county's agencies for some days."""
        township = self._world.townships[-1]
        if self._agencies is None:
            self._agencies = self._ids.new_id()
            founded = Occurred.on(self._before(60))
            kind = OrganisationKind.PARTY_WORK_COMMITTEE
            await self._world.send([_found(self._agencies, kind, self._world.committee_id, founded)])
        await self._world.send(
            [
                self._move(township, self._agencies, 1),
                self._move(township, self._world.committee_id, 0),
                self._move(self._world.townships[0], self._agencies, 0),
            ]
        )

    async def _any(self) -> None:
        """Some of the branches that all else is about, if the days allow it."""
        for branch in self._random.sample(self._world.branches, 2):
            to = self._random.choice(self._world.townships)
            await self._world.send([self._move(branch, to, self._random.randrange(4))])

    def _move(self, organisation_id: UUID, parent_id: UUID, days: int) -> Command:
        return MoveOrganisation(
            organisation_id=organisation_id,
            parent_id=parent_id,
            on=self._before(days),
            approved_by=self._world.committee_id,
            reason="TOWNSHIPS_REDRAWN",
        )

    def _meeting(self, meeting_id: UUID, branch: UUID, days: int) -> Command:
        return PlanMeeting(
            meeting_id=meeting_id,
            organisation_id=branch,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=self._before(days),
        )

    def _attendance(self, meetings: list[UUID], members: list[UUID]) -> Iterator[Command]:
        for meeting in meetings:
            yield FreezeRoster(meeting_id=meeting)
            entries = tuple(AttendanceEntry(one, AttendanceStatus.PRESENT) for one in members)
            yield RecordAttendance(meeting_id=meeting, entries=entries)

    def _leave(self, member_id: UUID, days: int) -> Command:
        return RequestLeave(
            leave_id=self._ids.new_id(),
            member_id=member_id,
            kind=LeaveKind.ILLNESS,
            from_on=self._before(days),
            to_on=self._before(days - 1),
        )

    def _planned(self, meeting_id: UUID) -> UUID:
        return next(
            (
                event.event_id
                for event in self._world.events
                if isinstance(event, MeetingPlanned) and event.originator_id == meeting_id
            ),
            meeting_id,
        )

    def _before(self, days: int) -> date:
        return self._world.today - timedelta(days=days)


def _found(organisation_id: UUID, kind: OrganisationKind, parent_id: UUID, at: Occurred) -> Command:
    return FoundOrganisation(
        organisation_id=organisation_id, kind=kind, name="组织", parent_id=parent_id, occurred_at=at
    )


def _register(member_id: UUID, branch_id: UUID, name_id: UUID, on: date) -> Command:
    given: dict[str, Any] = {"kind": MemberKind.FULL, "joined_on": date(2001, 7, 1), "name_id": name_id}
    return RegisterMember(member_id=member_id, branch_id=branch_id, occurred_at=Occurred.on(on), **given)
