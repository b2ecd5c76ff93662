"""Meetings (会议): what was planned, who was expected (应到), who came, and the counts of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from domain.meetings.events import (
    AbsenceMadeUp,
    AbsenceReason,
    AbsenceReclassified,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
    MeetingNotified,
    MeetingPlanned,
    MeetingPostponed,
    ObserverRecorded,
    RosterFrozen,
)
from domain.meetings.state import Meeting
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.framework.differences import difference
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.grids import GRID_COVERAGE, grid_covering
from projections.meeting_tables import (
    ATTENDANCE,
    MEETING,
    MEETING_COUNT,
    MEETING_ROSTER,
    OBSERVER,
)
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION


def _planned(rows: Rows, event: MeetingPlanned, record: LoggedEvent) -> None:
    rows.create(
        MEETING,
        meeting_id=event.originator_id,
        organisation_id=event.organisation_id,
        branch_id=event.branch_id,
        org_path=place_on(rows, event.organisation_id, event.held_on),
        grid_id=grid_covering(rows, (event.organisation_id, event.branch_id), event.held_on),
        kind=event.kind.value,
        held_on=event.held_on,
        starts_at=event.starts_at,
        theme=event.theme,
        status="PLANNED",
        cancelled_reason=None,
        duration_minutes=None,
        late_entry_days=0,
        notified_on=None,
        urgent=bool(event.urgent),
        of_business=bool(event.of_business),
        gathering_id=event.gathering_id,
        deferred_for=None,
        exception_by=None,
        minutes=None,
        document_id=None,
        lecturers=[],
        tested_on=None,
        contents=[],
        version=event.originator_version,
        position=record.position,
    )
    rows.create(MEETING_COUNT, meeting_id=event.originator_id, **dict.fromkeys(MEETING_COUNT.columns, 0))


def _notified(rows: Rows, event: MeetingNotified, record: LoggedEvent) -> None:
    meeting = rows.require(MEETING, event.originator_id)
    fields: Row = {}
    if meeting["status"] == "PLANNED":
        fields["status"] = "NOTIFIED"
    if meeting["notified_on"] is None or rows.day < meeting["notified_on"]:
        fields["notified_on"] = rows.day
    if fields:
        _set(rows, event, record, **fields)
    else:
        _moved_on(rows, event)  # told once more; what came later holds


def _roster_frozen(rows: Rows, event: RosterFrozen, record: LoggedEvent) -> None:
    _set(rows, event, record, status="ROSTER_FROZEN")
    meeting = rows.require(MEETING, event.originator_id)
    rows.create(
        MEETING_ROSTER,
        meeting_id=event.originator_id,
        member_ids=list(event.expected),
        excluded_ids=[exclusion.member_id for exclusion in event.excluded],
        excluded_reasons=[exclusion.reason.value for exclusion in event.excluded],
        org_path=meeting["org_path"],
        position=record.position,
    )
    _count(rows, event.originator_id, {"expected": len(event.expected)})


def _attendances_recorded(
    rows: Rows, events: Sequence[AttendanceRecorded], records: Sequence[LoggedEvent]
) -> None:
    meeting = _moved_on(rows, events[-1])
    alike: list[Alike] = []
    for event, record in zip(events, records, strict=True):
        rows.position = record.position
        attended = _attended(event, record)
        rows.create(
            ATTENDANCE,
            meeting_id=meeting["meeting_id"],
            member_id=event.member_id,
            org_path=meeting["org_path"],
            held_on=meeting["held_on"],
            late_entry_days=event.late_entry_days,
            policy=event.policy,
            **attended,
        )
        alike.append((attended["status"], attended["absence_reason"], event.late_entry_days > 0))
    _count(rows, meeting["meeting_id"], _sums(Counter(alike)))


def _attendance_changed(
    rows: Rows, event: AttendanceCorrected | AbsenceReclassified, record: LoggedEvent
) -> None:
    _moved_on(rows, event)
    rows.change(ATTENDANCE, event.originator_id, event.member_id, **_attended(event, record))
    _count_attendance(rows, event.originator_id, event.member_id)


def _observer_recorded(rows: Rows, event: ObserverRecorded, record: LoggedEvent) -> None:
    meeting = _moved_on(rows, event)
    rows.create(
        OBSERVER,
        meeting_id=event.originator_id,
        member_id=event.member_id,
        org_path=meeting["org_path"],
        position=record.position,
    )
    _count(rows, event.originator_id, {"observers": 1})


def _absence_made_up(rows: Rows, event: AbsenceMadeUp, record: LoggedEvent) -> None:
    _moved_on(rows, event)


def _concluded(rows: Rows, event: MeetingConcluded, record: LoggedEvent) -> None:
    _set(
        rows,
        event,
        record,
        status="CONCLUDED",
        duration_minutes=event.duration_minutes,
        late_entry_days=event.late_entry_days,
    )


def _cancelled(rows: Rows, event: MeetingCancelled, record: LoggedEvent) -> None:
    _set(rows, event, record, status="CANCELLED", cancelled_reason=event.reason)


def _postponed(rows: Rows, event: MeetingPostponed, record: LoggedEvent) -> None:
    """Nobody's attendance was recorded yet; and of the new day nobody was told."""
    meeting = rows.require(MEETING, event.originator_id)
    status = "PLANNED" if meeting["status"] == "NOTIFIED" else meeting["status"]
    org_path = place_on(rows, meeting["organisation_id"], event.held_on)
    fields = {"held_on": event.held_on, "org_path": org_path, "notified_on": None, "status": status}
    _set(rows, event, record, deferred_for=event.reason, **fields)


def _corrected(rows: Rows, event: MeetingCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, MEETING, Meeting, event, *_CORRECTABLE)
    _set(rows, event, record, **fields)
    if "held_on" in fields:
        # Day and place are the meeting's, repeated beside each attendance: the position of its row stays.
        meeting = rows.require(MEETING, event.originator_id)
        place = {"org_path": place_on(rows, meeting["organisation_id"], fields["held_on"])}
        rows.change(MEETING, event.originator_id, **place)
        for attendance in rows.of(ATTENDANCE, event.originator_id):
            rows.change(ATTENDANCE, *ATTENDANCE.key_of(attendance), held_on=fields["held_on"], **place)


_CORRECTABLE = ("kind", "held_on", "theme", "gathering_id", "of_business", "urgent")


def _set(rows: Rows, event: Any, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(MEETING, event.originator_id, version=version, position=position, **fields)


def _moved_on(rows: Rows, event: Any) -> Row:
    """The event set nothing in the meeting's row but the stream's version, which clients hand back."""
    rows.change(MEETING, event.originator_id, version=event.originator_version)
    return rows.require(MEETING, event.originator_id)


def _attended(
    event: AttendanceRecorded | AttendanceCorrected | AbsenceReclassified, record: LoggedEvent
) -> Row:
    return {
        "status": str(event.status),
        "absence_reason": event.absence_reason and str(event.absence_reason),
        "leave_id": event.leave_id,
        "event_id": event.event_id,
        "position": record.position,
    }


def _count_attendance(rows: Rows, meeting_id: UUID, member_id: UUID) -> None:
    before, after = rows.transition(ATTENDANCE, meeting_id, member_id)
    _count(rows, meeting_id, difference(_counts(before), _counts(after)))


def _count(rows: Rows, meeting_id: UUID, differences: Mapping[str, int]) -> None:
    count = rows.require(MEETING_COUNT, meeting_id)
    rows.change(
        MEETING_COUNT, meeting_id, **{name: count[name] + change for name, change in differences.items()}
    )


Alike = tuple[str, str | None, bool]  # status, reason of absence, whether entered late


def _counts(attendance: Row | None) -> Mapping[str, int]:
    if attendance is None:
        return {}
    late_entry = attendance["late_entry_days"] > 0
    return _counts_as((attendance["status"], attendance["absence_reason"], late_entry))


@cache
def _counts_as(alike: Alike) -> Mapping[str, int]:
    """What one attendance counts as."""
    status, reason, late_entry = alike
    unexcused = status == AttendanceStatus.ABSENT and reason == AbsenceReason.NONE_GIVEN
    return {**_BY_STATUS[status], "unexcused": int(unexcused), "late_entries": int(late_entry)}


def _sums(alike: Mapping[Alike, int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one, number in alike.items():
        for name, count in _counts_as(one).items():
            sums[name] = sums.get(name, 0) + number * count
    return sums


_BY_STATUS: Mapping[str, Mapping[str, int]] = {
    AttendanceStatus.PRESENT: {"present": 1},
    AttendanceStatus.LATE: {"present": 1, "late": 1},
    AttendanceStatus.LEAVE: {"on_leave": 1},
    AttendanceStatus.ABSENT: {"absent": 1},
}


_meeting = by_stream(MEETING, MEETING_COUNT)
_attendances = by_stream(MEETING, MEETING_COUNT, ATTENDANCE)

MEETINGS = ReadModel(
    name="meetings",
    tables=(MEETING, MEETING_COUNT, MEETING_ROSTER, ATTENDANCE, OBSERVER),
    handlers={
        MeetingPlanned: _planned,
        MeetingNotified: _notified,
        RosterFrozen: _roster_frozen,
        AttendanceCorrected: _attendance_changed,
        AbsenceReclassified: _attendance_changed,
        AbsenceMadeUp: _absence_made_up,
        ObserverRecorded: _observer_recorded,
        MeetingConcluded: _concluded,
        MeetingCancelled: _cancelled,
        MeetingPostponed: _postponed,
        MeetingCorrected: _corrected,
    },
    runs={AttendanceRecorded: _attendances_recorded},
    reads={
        MeetingPlanned: lambda event: [
            (ORGANISATION, event.organisation_id),
            (ORGANISATION, event.branch_id),
            (GRID_COVERAGE, event.organisation_id),
            (GRID_COVERAGE, event.branch_id),
        ],
        MeetingNotified: _meeting,
        RosterFrozen: _meeting,
        AttendanceRecorded: _meeting,
        AttendanceCorrected: _attendances,
        AbsenceReclassified: _attendances,
        AbsenceMadeUp: _meeting,
        ObserverRecorded: _meeting,
        MeetingConcluded: _meeting,
        MeetingCancelled: _meeting,
        MeetingPostponed: _meeting,
        MeetingCorrected: _attendances,
    },
)
