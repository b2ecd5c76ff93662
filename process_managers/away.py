"""The absences and leaves that a batch of events asks to compare, read from the log in a few statements.

A meeting's stream holds everyone's attendance. Folding all of it for one person would cost a hundred times as much as
what is read here: what it says of the persons concerned, and of its day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, Union
from uuid import UUID

from domain.core import DomainEvent
from domain.leave.state import Leave
from domain.meetings.events import (
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingCorrected,
    MeetingPlanned,
    MeetingPostponed,
)
from domain.meetings.state import Meeting
from event_store.picking import Pick
from event_store.records import RecordedEvent
from event_store.store import EventStore

_AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.LEAVE)
ATTENDANCE = (AttendanceRecorded, AttendanceCorrected, AbsenceReclassified)
_Attendance = Union[AttendanceRecorded, AttendanceCorrected, AbsenceReclassified]  # noqa: UP007 - reads as the tuple does
_AWAY_ONCE = Pick().saying("status", _AWAY[0], *ATTENDANCE).saying("status", _AWAY[1], *ATTENDANCE)
# What a meeting says of its day and of those who were away from it once. Who was there from the start needs no look.
_OF_MEETING = (
    Pick()
    .all_of(MeetingPlanned, MeetingPostponed, MeetingCorrected, MeetingCancelled)
    .all_of(AttendanceCorrected, AbsenceReclassified)
    .saying("status", _AWAY[0], AttendanceRecorded)
    .saying("status", _AWAY[1], AttendanceRecorded)
)


class Absence(NamedTuple):
    """A person's absence from a meeting, or what was one once."""

    member_id: UUID
    meeting_id: UUID


class Pair(NamedTuple):
    """What may have to be brought into line."""

    meeting: Meeting  # as far as it says something of this person
    leave: Leave
    member_id: UUID


@dataclass(frozen=True, slots=True)
class Comparison:
    """Leaves and absences of the persons concerned, as the log holds them."""

    leaves: dict[UUID, Leave]
    leaves_of: dict[UUID, list[UUID]]  # by person
    meetings: dict[UUID, dict[UUID, Meeting]]  # by person and id, those that the person is away from

    def of_leave(self, leave_id: UUID) -> Iterator[Pair]:
        """A leave, with every meeting that its person is away from."""
        leave = self.leaves[leave_id]
        if leave.member_id is not None:
            for meeting in self.meetings.get(leave.member_id, {}).values():
                yield Pair(meeting, leave, leave.member_id)

    def of_absence(self, absence: Absence) -> Iterator[Pair]:
        """An absence, with every leave of its person."""
        meeting = self.meetings.get(absence.member_id, {}).get(absence.meeting_id)
        if meeting is not None:
            for leave_id in self.leaves_of.get(absence.member_id, ()):
                yield Pair(meeting, self.leaves[leave_id], absence.member_id)

    def of_meeting(self, meeting_id: UUID) -> Iterator[Pair]:
        """A meeting, with every leave of everyone who is away from it."""
        for member_id in self.meetings:
            yield from self.of_absence(Absence(member_id, meeting_id))


class ComparisonReader:
    """Reads a county's."""

    def __init__(self, store: EventStore, tenant_id: str) -> None:
        self._store = store
        self._tenant_id = tenant_id

    async def read(
        self, leave_ids: Collection[UUID], absences: Collection[Absence], meeting_ids: Collection[UUID]
    ) -> Comparison:
        """All that concerns these leaves, these absences, and the absences from these meetings."""
        leaves = await self._leaves(leave_ids)
        on_leave = {leave.member_id for leave in leaves.values() if leave.member_id is not None}
        away = {*absences, *await self._away_from(meeting_ids)}
        leaves_of = await self._store.streams_of_subjects(
            self._tenant_id, {absence.member_id for absence in away}, Leave.STREAM_TYPE
        )
        leaves |= await self._leaves({id_ for ids in leaves_of.values() for id_ in ids} - leaves.keys())
        compared = {absence for absence in away if leaves_of[absence.member_id]}
        return Comparison(leaves, leaves_of, await self._meetings(compared | await self._ever_away(on_leave)))

    async def _leaves(self, ids: Collection[UUID]) -> dict[UUID, Leave]:
        streams = await self._store.read_streams(self._tenant_id, ids)
        return {id_: Leave.fold(id_, (event.domain_event for event in told)) for id_, told in streams.items()}

    async def _away_from(self, meeting_ids: Collection[UUID]) -> set[Absence]:
        """Everyone's absence from these meetings."""
        streams = await self._store.read_streams(self._tenant_id, meeting_ids, _OF_MEETING)
        return {
            Absence(event.domain_event.member_id, id_)
            for id_, told in streams.items()
            for event in told
            if isinstance(event.domain_event, ATTENDANCE)
        }

    async def _ever_away(self, members: Collection[UUID]) -> set[Absence]:
        """Every meeting that some event says one of these persons was away from."""
        told = await self._store.read_subjects(self._tenant_id, members, _AWAY_ONCE)
        return {Absence(member_id, event.stream_id) for member_id, events in told.items() for event in events}

    async def _meetings(self, absences: Collection[Absence]) -> dict[UUID, dict[UUID, Meeting]]:
        """The meetings of those absences that still stand."""
        ids = {absence.meeting_id for absence in absences}
        streams = await self._store.read_streams(self._tenant_id, ids, _OF_MEETING)
        frames = {id_: _Frame.of(told) for id_, told in streams.items()}
        meetings: dict[UUID, dict[UUID, Meeting]] = {}
        for absence in absences:
            if meeting := frames[absence.meeting_id].seen_by(absence):
                meetings.setdefault(absence.member_id, {})[meeting.id] = meeting
        return meetings


class _Frame(NamedTuple):
    """What a meeting says of its day, and by person of those who were away from it once."""

    of_day: list[DomainEvent]
    of_person: dict[UUID, list[_Attendance]]

    @classmethod
    def of(cls, told: Sequence[RecordedEvent]) -> Self:
        frame = cls([], {})
        for event in (recorded.domain_event for recorded in told):
            if isinstance(event, ATTENDANCE):
                frame.of_person.setdefault(event.member_id, []).append(event)
            else:
                frame.of_day.append(event)
        return frame

    def seen_by(self, absence: Absence) -> Meeting | None:
        """The meeting with this person's attendance alone, if the person is away from it."""
        own = self.of_person.get(absence.member_id)
        if not own or own[-1].status not in _AWAY:
            return None
        events = sorted([*self.of_day, *own], key=lambda event: event.originator_version)
        return Meeting.fold(absence.meeting_id, events)
