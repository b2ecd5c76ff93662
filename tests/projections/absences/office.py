"""Meetings with roll calls, leave, and what follows from absences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from application.actor import Role
from domain.core import Occurred
from domain.core.command import Command
from domain.leave.commands import GrantLeave, RequestLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import (
    AttendanceEntry,
    ConcludeMeeting,
    CorrectAttendance,
    FreezeRoster,
    PlanMeeting,
    ReclassifyAbsence,
    RecordAttendance,
)
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.obligations.grounds import Consequence
from domain.policies.kinds.absence_classification import AbsenceClassification
from domain.policies.kinds.absence_escalation import AbsenceEscalation
from event_store.pool import Pool
from tests.projections.compliance.office import Office

OPENED = date(2026, 1, 1)
THEME_DAY, LECTURE = MeetingKind.THEME_PARTY_DAY, MeetingKind.PARTY_LECTURE
HALF_YEAR = AbsenceEscalation(
    meetings=(THEME_DAY, LECTURE),
    at_least=3,
    counted_in="calendar_half_year",
    carry="anew",
    due_from="fact",
    due_days=10,
    for_full=(Consequence.REMINDER, Consequence.CRITICISM),
    for_probationary=(Consequence.CRITICISM,),
)
ROW = AbsenceEscalation(
    meetings=(THEME_DAY,),
    at_least=3,
    counted_in="row",
    excused_in_row="breaks",
    carry="along",
    due_from="recording",
    due_days=5,
    for_full=(Consequence.DISPOSITION_REVIEW,),
)
STRICT = AbsenceClassification(
    reasons=(AbsenceReason.ILLNESS, AbsenceReason.SECONDED),
    leave=tuple(LeaveKind),
    asked_afterwards="does_not_excuse",
    made_up="does_not_excuse",
    conveyed="does_not_excuse",
)
LENIENT = AbsenceClassification(
    reasons=tuple(reason for reason in AbsenceReason if reason is not AbsenceReason.NONE_GIVEN),
    leave=tuple(LeaveKind),
    asked_afterwards="excuses",
    made_up="excuses",
    conveyed="excuses",
)


class RollCalls(Office):
    """Says who came and who did not."""

    @property
    def projector_pool(self) -> Pool:
        """Connections of whoever folds."""
        return self._projector_pool

    async def branch(self, members: int = 1, *, parent: UUID | None = None) -> tuple[UUID, list[UUID]]:
        """A branch, and so many full members of it."""
        branch_id = await self.found(parent=parent, members=0)
        return branch_id, [await self.member(branch_id) for _ in range(members)]

    async def member(self, branch_id: UUID, kind: MemberKind = MemberKind.FULL) -> UUID:
        """A member of a branch from today on."""
        member_id = self.ids.new_id()
        await self.do(
            RegisterMember(
                member_id=member_id,
                branch_id=branch_id,
                kind=kind,
                joined_on=date(1999, 7, 1),
                name_id=self.ids.new_id(),
            )
        )
        return member_id

    async def call(
        self,
        branch_id: UUID,
        said: Mapping[UUID, AttendanceStatus | AbsenceReason],
        *,
        on: date | None = None,
        kind: MeetingKind = THEME_DAY,
    ) -> UUID:
        """A meeting and its roll call."""
        commands, meeting_id = self.calling(branch_id, said, on=on, kind=kind)
        await self.do(*commands)
        return meeting_id

    def calling(
        self,
        branch_id: UUID,
        said: Mapping[UUID, AttendanceStatus | AbsenceReason],
        *,
        on: date | None = None,
        kind: MeetingKind = THEME_DAY,
    ) -> tuple[list[Command], UUID]:
        """What that takes; whoever is not named is away without a reason."""
        meeting_id, held_on = self.ids.new_id(), on or self.today
        return [
            PlanMeeting(meeting_id=meeting_id, organisation_id=branch_id, kind=kind, held_on=held_on),
            FreezeRoster(meeting_id=meeting_id),
            RecordAttendance(
                meeting_id=meeting_id, entries=tuple(entry(who, what) for who, what in said.items())
            ),
            ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(held_on)),
        ], meeting_id

    async def put_right(
        self, meeting_id: UUID, member_id: UUID, what: AttendanceStatus | AbsenceReason
    ) -> None:
        """An attendance was recorded wrongly."""
        await self.do(
            CorrectAttendance(meeting_id=meeting_id, entry=entry(member_id, what), reason="WRONG_PERSON")
        )

    async def leave(
        self, member_id: UUID, first: date, last: date, kind: LeaveKind = LeaveKind.PERSONAL
    ) -> UUID:
        """A leave, asked for and granted today."""
        leave_id = self.ids.new_id()
        await self.do(
            RequestLeave(
                leave_id=leave_id,
                member_id=member_id,
                kind=kind,
                from_on=first,
                to_on=last,
                reason="ASKED_LATE",
            ),
            GrantLeave(leave_id=leave_id),
        )
        return leave_id

    async def reclassify(self, meeting_id: UUID, member_id: UUID, leave_id: UUID) -> None:
        """What the process manager does once a leave changes: the last event of the leave is the ground."""
        ground = (await self.events_of(leave_id))[-1].event_id
        await self.do(
            ReclassifyAbsence(meeting_id=meeting_id, member_id=member_id, leave_id=leave_id, ground=ground),
            role=Role.PROCESS_MANAGER,
        )

    async def absences(self, member_id: UUID, *columns: str) -> list[Any]:
        """The absences of a member by day; their classes unless other columns are named."""
        return await self._of_member(
            "absence", "held_on, meeting_id", member_id, columns or ("absence_class",)
        )

    async def escalations(self, member_id: UUID, *columns: str) -> list[Any]:
        """How a member stands by each rule, by series."""
        named = columns or ("counted", "required", "status")
        return await self._of_member("escalation", "series", member_id, named)

    async def wanted(self, member_id: UUID, *columns: str) -> list[Any]:
        """What is demanded of a member."""
        await self.project()
        rows = await self._rows(
            "SELECT * FROM read_model.wanted WHERE tenant_id = $1 AND subject_id = $2 ORDER BY consequence, key",
            member_id,
        )
        return [_told(row, columns or ("consequence",)) for row in rows]

    async def ended(self, meeting_id: UUID) -> list[list[UUID]]:
        """For each attendance that was recorded of a meeting, those whose count the audit trail says it ended."""
        await self.project()
        rows = await self._rows(
            "SELECT changes FROM read_model.event WHERE tenant_id = $1 AND stream_id = $2"
            " AND type = 'meeting.attendance-recorded' ORDER BY position",
            meeting_id,
        )
        return [
            [
                UUID(key[0])
                for table, key, fields in msgspec.json.decode(row["changes"])
                if table == "escalation" and fields["status"][1] is None
            ]
            for row in rows
        ]

    async def _of_member(
        self, table: str, order: str, member_id: UUID, columns: tuple[str, ...]
    ) -> list[Any]:
        await self.project()
        rows = await self._rows(
            f"SELECT * FROM read_model.{table} WHERE tenant_id = $1 AND member_id = $2 ORDER BY {order}",
            member_id,
        )
        return [_told(row, columns) for row in rows]


def _told(row: Any, columns: tuple[str, ...]) -> Any:
    told = tuple(row[name] for name in columns)
    return told if len(told) > 1 else told[0]


def entry(member_id: UUID, what: AttendanceStatus | AbsenceReason) -> AttendanceEntry:
    """One person's attendance; a reason says that they were absent."""
    if isinstance(what, AbsenceReason):
        return AttendanceEntry(member_id=member_id, status=AttendanceStatus.ABSENT, absence_reason=what)
    return AttendanceEntry(member_id=member_id, status=what)
