"""A county of production with a branch, its members, and meetings whose rosters are frozen: attendance may come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from application.actor import Actor, Role
from application.executor import CommandExecutor
from application.request import CommandRequest
from domain.core import RandomIds
from domain.core.command import Command
from domain.county.commands import FoundCounty
from domain.county.events import COUNTY_ID
from domain.meetings.commands import AttendanceEntry, FreezeRoster, PlanMeeting, RecordAttendance
from domain.meetings.events import AttendanceStatus, MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from event_store.records import Source

COUNTY = "benchmark"
MEMBERS = 30
AT_ONCE = 200  # commands of the setting-up in one append
IDS = RandomIds()
_KEYS = count()


@dataclass
class World:
    """What was set up, and what can still be commanded in it."""

    executor: CommandExecutor
    branch_id: UUID = field(default_factory=IDS.new_id)
    members: list[UUID] = field(default_factory=list)

    async def found(self) -> None:
        """The county, its branch, its members. They joined the branch long before the meetings."""
        committee, township = IDS.new_id(), IDS.new_id()
        await self._give([_founding(committee)], Role.OPERATOR)
        await self._give(
            [
                FoundOrganisation(
                    organisation_id=township,
                    kind=OrganisationKind.PARTY_COMMITTEE,
                    name="东富镇党委",
                    parent_id=committee,
                ),
                FoundOrganisation(
                    organisation_id=self.branch_id,
                    kind=OrganisationKind.PARTY_BRANCH,
                    name="东富村党支部",
                    parent_id=township,
                ),
            ]
        )
        self.members = [IDS.new_id() for _ in range(MEMBERS)]
        await self._give([self._registration(member_id) for member_id in self.members])

    async def meetings(self, number: int) -> list[UUID]:
        """So many meetings of today with a frozen roster of all members."""
        ids = [IDS.new_id() for _ in range(number)]
        for start in range(0, number, AT_ONCE):
            part = ids[start : start + AT_ONCE]
            await self._give([self._plan(meeting_id) for meeting_id in part])
            await self._give([FreezeRoster(meeting_id=meeting_id) for meeting_id in part])
        return ids

    def attendance(self, meeting_id: UUID, members: Sequence[UUID]) -> CommandRequest:
        """The command that these were present."""
        entries = tuple(AttendanceEntry(member_id, AttendanceStatus.PRESENT) for member_id in members)
        return self.request(RecordAttendance(meeting_id=meeting_id, entries=entries))

    def pairs(self, meetings: Sequence[UUID]) -> Iterator[tuple[UUID, UUID]]:
        """Each member at each meeting, a meeting after the other."""
        return ((meeting_id, member_id) for meeting_id in meetings for member_id in self.members)

    def request(self, command: Command, role: Role = Role.COUNTY_SECRETARY) -> CommandRequest:
        """A request for it, with a key of its own."""
        return CommandRequest(
            tenant_id=COUNTY,
            actor=Actor("benchmark", role),
            source=Source("benchmark"),
            command=command,
            key=f"benchmark {next(_KEYS)}",
        )

    async def _give(self, commands: Sequence[Command], role: Role = Role.COUNTY_SECRETARY) -> None:
        results = await self.executor.execute_many([self.request(command, role) for command in commands])
        refused = [result.refusals for result in results if not result.accepted]
        if refused:
            raise ValueError(f"refused: {refused[0]}")

    def _plan(self, meeting_id: UUID) -> PlanMeeting:
        return PlanMeeting(
            meeting_id=meeting_id,
            organisation_id=self.branch_id,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=_today(),
        )

    def _registration(self, member_id: UUID) -> RegisterMember:
        return RegisterMember(
            member_id=member_id,
            branch_id=self.branch_id,
            kind=MemberKind.FULL,
            joined_on=_today() - timedelta(days=4000),
            name_id=IDS.new_id(),
        )


def _founding(committee: UUID) -> FoundCounty:
    return FoundCounty(
        county_id=COUNTY_ID,
        committee_id=committee,
        name="醴陵市",
        committee_name="醴陵市委",
        division_code="430281",
        time_zone="UTC",
        rehearsal=False,
    )


def _today() -> date:
    return datetime.now(UTC).date()
