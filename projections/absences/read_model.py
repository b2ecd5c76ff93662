"""The read model of absences: after each event that a class or a count may rest on, it judges what the event touched.

Attendance is most of what there is to fold, and nearly all of it says that somebody was there: that costs a look at
the status, and at whether the branch has anybody who missed some meetings in a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.meetings.events import (
    AbsenceMadeUp,
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    MeetingCancelled,
    MeetingCorrected,
)
from domain.membership.events import MemberConfirmed
from event_store.records import LoggedEvent
from projections.absences.escalating import OF_MEMBERS, settle_members
from projections.absences.recording import AWAY, settle_absence
from projections.absences.tables import ABSENCE, CONFIRMATION, ESCALATION, IN_A_ROW, MADE_UP
from projections.absences.touching import touched
from projections.compliance.bindings import bindings
from projections.conveyances import CONVEYANCES, CONVEYED_AT
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Table
from projections.heads import MEMBER_EVENTS
from projections.leaves import LEAVE, LEAVES
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.obligations.read_model import OBLIGATIONS
from projections.organisations import ORGANISATIONS
from projections.policies import POLICIES

_OF_MEETINGS = (AttendanceCorrected, AbsenceReclassified, MeetingCancelled, MeetingCorrected)
_FACTS = (LEAVES, POLICIES, ORGANISATIONS, CONVEYANCES, OBLIGATIONS)


def _judge(rows: Rows, event: Any, record: LoggedEvent) -> None:
    layers_on = bindings(rows).on
    settle_members(rows, touched(rows, list(rows.changes()), layers_on), layers_on)


def _recorded(rows: Rows, events: Sequence[AttendanceRecorded], records: Sequence[LoggedEvent]) -> None:
    meeting = rows.require(MEETING, events[0].originator_id)
    in_a_row = {one["member_id"] for one in rows.of(IN_A_ROW, meeting["branch_id"])}
    layers_on = bindings(rows).on
    for event, record in zip(events, records, strict=True):
        is_away = event.status.value in AWAY
        if is_away or event.member_id in in_a_row:
            rows.position = record.position
            if is_away:
                settle_absence(rows, event.member_id, meeting["meeting_id"], layers_on)
            settle_members(rows, [event.member_id], layers_on)


def _confirmed(rows: Rows, event: MemberConfirmed, record: LoggedEvent) -> None:
    rows.put(CONFIRMATION, member_id=event.originator_id, confirmed_on=rows.day)
    _judge(rows, event, record)


def _absence_made_up(rows: Rows, event: AbsenceMadeUp, record: LoggedEvent) -> None:
    rows.put(MADE_UP, meeting_id=event.originator_id, member_id=event.member_id, made_up_on=event.on)
    _judge(rows, event, record)


def _of_member(member_id: UUID) -> Iterable[tuple[Table, Any]]:
    return [(table, member_id) for table in (*OF_MEMBERS, CONFIRMATION)]


def _recorded_reads(event: AttendanceRecorded) -> Iterable[tuple[Table, Any]]:
    if event.status.value not in AWAY:
        return ()
    leave = [(LEAVE, event.leave_id)] if event.leave_id else []
    about = [(table, event.originator_id) for table in (CONVEYED_AT, MADE_UP)]
    return [*about, *leave, *_of_member(event.member_id)]


def _corrected_reads(
    event: AttendanceCorrected | AbsenceReclassified | AbsenceMadeUp,
) -> Iterable[tuple[Table, Any]]:
    about = ((table, event.originator_id) for table in (MEETING, ATTENDANCE, CONVEYED_AT, MADE_UP))
    return [*about, *_of_member(event.member_id)]


def _others() -> Collection[type[DomainEvent]]:
    events: set[type[DomainEvent]] = {*_OF_MEETINGS, *MEMBER_EVENTS}
    events.update(event for model in _FACTS for event in model.handlers)
    return events - {AttendanceRecorded, MemberConfirmed}


ABSENCES = ReadModel(
    name="absences",
    tables=(ABSENCE, ESCALATION, CONFIRMATION, MADE_UP, IN_A_ROW),
    handlers={
        **dict.fromkeys(_others(), _judge),
        MemberConfirmed: _confirmed,
        AbsenceMadeUp: _absence_made_up,
    },
    runs={AttendanceRecorded: _recorded},
    reads={
        AttendanceRecorded: _recorded_reads,
        AttendanceCorrected: _corrected_reads,
        AbsenceReclassified: _corrected_reads,
        AbsenceMadeUp: _corrected_reads,
        MemberConfirmed: lambda event: _of_member(event.originator_id),
    },
)
