"""Leave that is granted, ended or corrected after a meeting changes how the absence counts, and the other way round.

It looks at what is, not at what just happened: whichever of leave and attendance is recorded first, both are compared
as they stand, by the same function that decides the command. Reacting twice, late, or side by side changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from domain.core import Accepted, Aggregate
from domain.core.context import Context
from domain.leave.events import LeaveCorrected, LeaveGranted, LeaveReturned, LeaveWithdrawn
from domain.leave.state import Leave
from domain.meetings.commands import ReclassifyAbsence
from domain.meetings.events import (
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingCorrected,
    MeetingPlanned,
)
from domain.meetings.reclassification import reclassify_absence
from domain.meetings.state import Meeting
from event_store.records import RecordedEvent
from event_store.store import EventStore
from process_managers.runner import Reaction

NAME = "absence-reclassification"
PAGE = 1000  # events about one person read at a time
A = TypeVar("A", bound=Aggregate)
_AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.LEAVE)
_OF_PERSON = (AttendanceRecorded.TOPIC, AttendanceCorrected.TOPIC, AbsenceReclassified.TOPIC)
_OF_MEETING = (MeetingPlanned.TOPIC, MeetingCorrected.TOPIC, MeetingCancelled.TOPIC)


class AbsenceReclassification:
    """Reacts to leave and to attendance."""

    name = NAME

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def react(self, event: RecordedEvent, context: Context) -> list[Reaction]:
        """What ``event`` calls for, as things stand now; nothing for most events."""
        match event.domain_event:
            case LeaveGranted() | LeaveWithdrawn() | LeaveReturned() | LeaveCorrected():
                cases = await self._away_on_leave(event.tenant_id, event.stream_id)
            case (
                AttendanceRecorded(status=AttendanceStatus.ABSENT, member_id=member_id)
                | AttendanceCorrected(status=AttendanceStatus.ABSENT, member_id=member_id)
                # One leave fell away; another may cover the day.
                | AbsenceReclassified(status=AttendanceStatus.ABSENT, member_id=member_id)
            ):
                # LEAVE needs no look: it was appended at the version of the leave that it rests on, and whatever
                # became of that leave since then is an event of its own.
                cases = await self._away_from(event.tenant_id, event.stream_id, member_id)
            case MeetingCorrected(held_on=held_on) if held_on is not None:
                [meeting] = await self._states(event.tenant_id, Meeting, [event.stream_id])
                away = [member_id for member_id, kept in meeting.attendance.items() if kept.status in _AWAY]
                cases = [
                    case
                    for member_id in away
                    for case in await self._away_from(event.tenant_id, event.stream_id, member_id)
                ]
            case _:
                return []
        return [reaction for case in cases if (reaction := _reaction(case, event.event_id, context))]

    async def _away_on_leave(self, tenant_id: str, leave_id: UUID) -> list[_Case]:
        """Every meeting that the person of a leave was away from, with that leave."""
        [leave] = await self._states(tenant_id, Leave, [leave_id])
        if leave.member_id is None:
            return []
        return [
            _Case(meeting, leave, leave.member_id)
            for meeting in await self._meetings(tenant_id, leave.member_id)
        ]

    async def _away_from(self, tenant_id: str, meeting_id: UUID, member_id: UUID) -> list[_Case]:
        """A meeting that a person was away from, with each leave of that person."""
        ids = await self._store.streams_of_subject(tenant_id, member_id, Leave.STREAM_TYPE)
        if not ids:
            return []
        leaves = await self._states(tenant_id, Leave, ids)
        meetings = await self._meetings(tenant_id, member_id, only=meeting_id)
        return [_Case(meeting, leave, member_id) for meeting in meetings for leave in leaves]

    async def _meetings(self, tenant_id: str, member_id: UUID, *, only: UUID | None = None) -> list[Meeting]:
        """The meetings that a person was away from: what they say of this person and of their day, no more.

        A meeting's stream holds everyone's attendance; folding all of it for one person would cost a hundred times as
        much.
        """
        own: defaultdict[UUID, list[RecordedEvent]] = defaultdict(list)
        after = 0
        while page := await self._store.read_subject(
            tenant_id, member_id, types=_OF_PERSON, after=after, limit=PAGE
        ):
            for event in page:
                if only in (None, event.stream_id):
                    own[event.stream_id].append(event)
            after = page[-1].position
        away = [id_ for id_, events in own.items() if events[-1].domain_event.status in _AWAY]  # type: ignore[attr-defined]
        frames = await self._store.read_streams(tenant_id, away, types=_OF_MEETING)
        return [
            Meeting.fold(id_, (e.domain_event for e in sorted([*frames[id_], *own[id_]], key=_version)))
            for id_ in away
        ]

    async def _states(self, tenant_id: str, cls: type[A], ids: Sequence[UUID]) -> list[A]:
        streams = await self._store.read_streams(tenant_id, ids)
        return [cls.fold(id_, (event.domain_event for event in events)) for id_, events in streams.items()]


class _Case(NamedTuple):
    """What may have to be brought into line."""

    meeting: Meeting
    leave: Leave
    member_id: UUID


def _version(event: RecordedEvent) -> int:
    return event.version


def _reaction(case: _Case, ground: UUID, context: Context) -> Reaction | None:
    """The command, unless it would change nothing."""
    meeting, leave, member_id = case
    command = ReclassifyAbsence(meeting_id=meeting.id, member_id=member_id, leave_id=leave.id, ground=ground)
    decision = reclassify_absence(meeting, command, context, leave=leave)
    if not isinstance(decision, Accepted) or not decision.events:
        return None
    return Reaction(about=f"{meeting.id}:{member_id}:{leave.id}", command=command)
