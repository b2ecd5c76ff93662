"""Leave that is granted, ended or corrected after a meeting changes how the absence counts, and the other way round.

It looks at what is, not at what just happened: whichever of leave and attendance is recorded first, both are compared
as they stand, by the same function that decides the command. Reacting twice, late, or side by side changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from domain.core import Accepted
from domain.core.context import Context
from domain.leave.events import LeaveCorrected, LeaveGranted, LeaveReturned, LeaveWithdrawn
from domain.leave.state import Leave
from domain.meetings.commands import ReclassifyAbsence
from domain.meetings.events import (
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCorrected,
)
from domain.meetings.reclassification import reclassify_absence
from domain.meetings.state import Meeting
from event_store.records import RecordedEvent
from event_store.store import EventStore
from process_managers.runner import Reaction

NAME = "absence-reclassification"
_AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.LEAVE)


class AbsenceReclassification:
    """Reacts to leave and to attendance."""

    name = NAME

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def react(self, event: RecordedEvent, context: Context) -> list[Reaction]:
        """What ``event`` calls for, as things stand now; nothing for most events."""
        match event.domain_event:
            case LeaveGranted() | LeaveWithdrawn() | LeaveReturned() | LeaveCorrected():
                leave = await self._leave(event.tenant_id, event.stream_id)
                if leave.member_id is None:
                    return []
                meetings = await self._meetings_of(event.tenant_id, leave.member_id)
                pairs = [(meeting, leave, leave.member_id) for meeting in meetings]
            case AttendanceRecorded(status=status, member_id=member_id) if status in _AWAY:
                pairs = await self._pairs(event.tenant_id, event.stream_id, [member_id])
            case AttendanceCorrected(status=status, member_id=member_id) if status in _AWAY:
                pairs = await self._pairs(event.tenant_id, event.stream_id, [member_id])
            case AbsenceReclassified(status=AttendanceStatus.ABSENT, member_id=member_id):
                # One leave fell away; another may cover the day.
                pairs = await self._pairs(event.tenant_id, event.stream_id, [member_id])
            case MeetingCorrected(held_on=held_on) if held_on is not None:
                meeting = await self._meeting(event.tenant_id, event.stream_id)
                away = [member_id for member_id, kept in meeting.attendance.items() if kept.status in _AWAY]
                pairs = await self._pairs(event.tenant_id, event.stream_id, away)
            case _:
                return []
        return [reaction for pair in pairs if (reaction := _reaction(*pair, event.event_id, context))]

    async def _pairs(
        self, tenant_id: str, meeting_id: UUID, member_ids: Iterable[UUID]
    ) -> list[tuple[Meeting, Leave, UUID]]:
        """The meeting with each leave of each person."""
        meeting = await self._meeting(tenant_id, meeting_id)
        pairs = []
        for member_id in member_ids:
            ids = await self._store.streams_of_subject(tenant_id, member_id, Leave.STREAM_TYPE)
            streams = await self._store.read_streams(tenant_id, ids)
            for leave_id, events in streams.items():
                leave = Leave.fold(leave_id, (event.domain_event for event in events))
                pairs.append((meeting, leave, member_id))
        return pairs

    async def _meetings_of(self, tenant_id: str, member_id: UUID) -> list[Meeting]:
        ids = await self._store.streams_of_subject(tenant_id, member_id, Meeting.STREAM_TYPE)
        streams = await self._store.read_streams(tenant_id, ids)
        return [Meeting.fold(id_, (event.domain_event for event in events)) for id_, events in streams.items()]

    async def _leave(self, tenant_id: str, leave_id: UUID) -> Leave:
        events = await self._store.read_stream(tenant_id, leave_id)
        return Leave.fold(leave_id, (event.domain_event for event in events))

    async def _meeting(self, tenant_id: str, meeting_id: UUID) -> Meeting:
        events = await self._store.read_stream(tenant_id, meeting_id)
        return Meeting.fold(meeting_id, (event.domain_event for event in events))


def _reaction(meeting: Meeting, leave: Leave, member_id: UUID, ground: UUID, context: Context) -> Reaction | None:
    """The command, unless it would change nothing."""
    command = ReclassifyAbsence(meeting_id=meeting.id, member_id=member_id, leave_id=leave.id, ground=ground)
    decision = reclassify_absence(meeting, command, context, leave=leave)
    if not isinstance(decision, Accepted) or not decision.events:
        return None
    return Reaction(about=f"{meeting.id}:{member_id}:{leave.id}", command=command)
