"""What the events say of how meetings were held and written down, by hand; see facts.py."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.core import DomainEvent
from domain.meeting_entries import events as entries
from domain.meetings import events as meetings
from domain.peer_reviews.events import PeerReviewRecorded, PeerReviewWithdrawn

if TYPE_CHECKING:
    from tests.projections.facts import Facts

_WRITTEN = (
    entries.MinutesTaken,
    entries.LecturerRecorded,
    entries.LectureTested,
    entries.ContentsRecorded,
    entries.MeetingExceptionApproved,
)
_NO_MATTER = (
    meetings.RosterFrozen,
    meetings.AttendanceRecorded,
    meetings.AttendanceCorrected,
    meetings.AbsenceReclassified,
    meetings.AbsenceMadeUp,
    meetings.ObserverRecorded,
    meetings.ParticipationRecorded,
)


class MinutesFacts:
    """Told each event after the rest of the facts were."""

    def __init__(self, rest: Facts) -> None:
        self._rest = rest
        self._said: defaultdict[UUID, list[Any]] = defaultdict(list)  # what was written down and stands
        self._reviews: dict[UUID, PeerReviewRecorded] = {}  # those that stand
        self.facts: dict[UUID, dict[str, Any]] = {}  # what policies judge, by meeting

    def take(self, position: int, event: DomainEvent) -> None:
        if isinstance(event, PeerReviewRecorded):
            self._reviews[event.originator_id] = event
        elif isinstance(event, PeerReviewWithdrawn):
            self._reviews.pop(event.originator_id)
        if event.STREAM_TYPE != meetings.STREAM or isinstance(event, _NO_MATTER):
            return
        me = event.originator_id
        said = self._said[me]
        if isinstance(event, _WRITTEN):
            said.append(event)
        elif isinstance(event, entries.MeetingEntryWithdrawn):
            said[:] = [one for one in said if one.event_id != event.corrects]
        fact = self._fact(me)
        known = self.facts.get(me, {"event_ids": []})
        if any(known.get(name, self) != value for name, value in fact.items()):
            event_ids = [*known["event_ids"], event.event_id]
            self.facts[me] = {**fact, "event_ids": event_ids, "position": position}

    def review(self, meeting_id: UUID) -> UUID | None:
        """The least of the events by which somebody was reviewed at the meeting, and which stand."""
        found = (one.event_id for one in self._reviews.values() if one.meeting_id == meeting_id)
        return min(found, default=None)

    def written(self, meeting_id: UUID) -> dict[str, Any]:
        """What the meeting's own row says of it."""
        minutes = self._last(meeting_id, entries.MinutesTaken)
        contents = self._last(meeting_id, entries.ContentsRecorded)
        test = self._last(meeting_id, entries.LectureTested)
        exception = self._last(meeting_id, entries.MeetingExceptionApproved)
        taught = [one.role for one in self._said[meeting_id] if isinstance(one, entries.LecturerRecorded)]
        return {
            "minutes": list(minutes.fields) if minutes else None,
            "document_id": minutes.document_id if minutes else None,
            "lecturers": sorted(set(taught), key=taught.index),
            "contents": list(contents.contents) if contents else [],
            "tested_on": test.on if test else None,
            "exception_by": exception.approved_by if exception else None,
        }

    def _last(self, meeting_id: UUID, cls: type[DomainEvent]) -> Any:
        found = [one for one in self._said[meeting_id] if isinstance(one, cls)]
        return found[-1] if found else None

    def _fact(self, meeting_id: UUID) -> dict[str, Any]:
        meeting, said = self._rest.meetings[meeting_id], self._rest.said[meeting_id].now()
        written = self.written(meeting_id)
        over = {"CONCLUDED": "CONCLUDED", "CANCELLED": "CANCELLED"}
        return {
            **{name: said[name] for name in ("kind", "held_on", "urgent", "of_business", "gathering_id")},
            **{name: meeting[name] for name in ("notified_on", "deferred_for")},
            **{name: written[name] for name in ("minutes", "lecturers", "contents")},
            "status": over.get(meeting["status"], "PLANNED"),
            "excepted": written["exception_by"] is not None,
            "tested": written["tested_on"] is not None,
        }
