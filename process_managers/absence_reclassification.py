"""Leave that is granted, extended, ended or corrected after a meeting changes how the absence counts, and conversely.

It looks at what is, not at what just happened: whichever of leave and attendance is recorded first, both are compared
as they stand, by the same function that decides the command. Reacting twice, late, side by side, or to many events at
once changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.core import Accepted
from domain.core.context import Context
from domain.leave.events import LeaveCorrected, LeaveExtended, LeaveGranted, LeaveReturned, LeaveWithdrawn
from domain.meetings.commands import ReclassifyAbsence
from domain.meetings.events import AttendanceStatus, MeetingCorrected
from domain.meetings.reclassification import reclassify_absence
from event_store.picking import Pick
from event_store.records import RecordedEvent
from event_store.store import EventStore
from process_managers.away import ATTENDANCE, Absence, Comparison, ComparisonReader, Pair
from process_managers.reactions import Reaction

NAME = "absence-reclassification"
_OF_LEAVE = (LeaveGranted, LeaveExtended, LeaveWithdrawn, LeaveReturned, LeaveCorrected)


class AbsenceReclassification:
    """Reacts to leave and to attendance."""

    name = NAME
    # LEAVE needs no look: it was appended at the version of the leave that it rests on, and whatever became of that
    # leave since then is an event of its own. ABSENT by a reclassification does: another leave may cover the day.
    reacts_to = (
        Pick().all_of(*_OF_LEAVE, MeetingCorrected).saying("status", AttendanceStatus.ABSENT, *ATTENDANCE)
    )

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def react(self, events: Sequence[RecordedEvent], context: Context) -> list[Reaction]:
        """What events of one county call for, in order, each upon what the reactions before it will bring about."""
        if not events:
            return []
        comparison = await ComparisonReader(self._store, events[0].tenant_id).read(
            leave_ids={event.stream_id for event in events if _is_of_leave(event)},
            absences={absence for event in events if (absence := _absence(event))},
            meeting_ids={event.stream_id for event in events if _is_moved(event)},
        )
        return [
            reaction
            for event in events
            for pair in _pairs(event, comparison)
            if (reaction := _reaction(pair, event, context))
        ]


def _is_of_leave(event: RecordedEvent) -> bool:
    return isinstance(event.domain_event, _OF_LEAVE)


def _is_moved(event: RecordedEvent) -> bool:
    return isinstance(event.domain_event, MeetingCorrected) and event.domain_event.held_on is not None


def _absence(event: RecordedEvent) -> Absence | None:
    said = event.domain_event
    if isinstance(said, ATTENDANCE) and said.status is AttendanceStatus.ABSENT:
        return Absence(said.member_id, event.stream_id)
    return None


def _pairs(event: RecordedEvent, comparison: Comparison) -> Iterator[Pair]:
    if _is_of_leave(event):
        yield from comparison.of_leave(event.stream_id)
    elif _is_moved(event):
        yield from comparison.of_meeting(event.stream_id)
    elif absence := _absence(event):
        yield from comparison.of_absence(absence)


def _reaction(pair: Pair, event: RecordedEvent, context: Context) -> Reaction | None:
    """The command, unless it would change nothing; the meeting stands then as if it were done."""
    meeting, leave, member_id = pair
    command = ReclassifyAbsence(
        meeting_id=meeting.id, member_id=member_id, leave_id=leave.id, ground=event.event_id
    )
    decision = reclassify_absence(meeting, command, context, leave=leave)
    if not isinstance(decision, Accepted) or not decision.events:
        return None
    meeting.evolve(decision.events)
    return Reaction(event, about=f"{meeting.id}:{member_id}:{leave.id}", command=command)
