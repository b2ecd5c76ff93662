"""What every object counts for: one row for each meeting, leave and score entry, with its place, its day and counters.

A contribution is a pure function of the object's rows, so that whatever an event does to them, the figures follow
without a rule of their own. Rollups are nothing but sums of contributions, and a figure is opened to its rows by
listing those that are not 0 in it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.scoring import events as scoring
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.runs import once
from projections.framework.table import History, Row, Table
from projections.grids import GRID
from projections.leaves import LEAVE
from projections.meeting_tables import MEETING, MEETING_COUNT
from projections.scores import SCORE_ACCOUNT, SCORE_ENTRY, counted

COUNTED_IN_MEETINGS = ("expected", "present", "late", "on_leave", "absent", "unexcused", "late_entries")
COUNTERS = (
    "meetings_planned",
    "meetings_held",
    "meetings_cancelled",
    *COUNTED_IN_MEETINGS,
    "leave_requested",
    "leave_granted",
    "points_awarded_hundredths",
    "points_deducted_hundredths",
)
# A month of a large county may hold more points than an integer of 32 bits holds hundredths.
COUNTER_TYPES = {name: "bigint" if name.endswith("_hundredths") else "integer" for name in COUNTERS}

CONTRIBUTION = Table(
    "contribution",
    key={"object_id": "uuid"},
    columns={
        "object_type": "text",
        "organisation_id": "uuid",
        "org_path": "text",
        "grid_id": "uuid",
        "grid_path": "text",
        "month": "date",
        "day": "date",
        **COUNTER_TYPES,
    },
    history=History.SUPERSEDED,
    by_command=True,
    day="day",
)

_NOTHING = dict.fromkeys(COUNTERS, 0)


class Place(NamedTuple):
    """Where an object counts: at its organisation, and in the grid that covered it, if one did."""

    organisation_id: UUID
    org_path: str
    grid_id: UUID | None


def of_meeting(meeting: Row, count: Row) -> dict[str, int]:
    """A cancelled meeting counts as cancelled, and its roster and attendance nowhere."""
    if meeting["status"] == "CANCELLED":
        return {**_NOTHING, "meetings_cancelled": 1}
    return {
        **_NOTHING,
        "meetings_planned": 1,
        "meetings_held": int(meeting["status"] == "CONCLUDED"),
        **{name: count[name] for name in COUNTED_IN_MEETINGS},
    }


def of_leave(row: Row) -> dict[str, int]:
    """A leave counts as granted as long as it is, also after an early return."""
    granted = row["status"] in {"GRANTED", "RETURNED"}
    return {**_NOTHING, "leave_requested": 1, "leave_granted": int(granted)}


def of_entry(entry: Row) -> dict[str, int]:
    """Points count on the day on which what earned them occurred, until they are taken back."""
    return {**_NOTHING, **{f"points_{name}": points for name, points in counted(entry).items()}}


def _meeting(rows: Rows, event: Any, record: LoggedEvent) -> None:
    meeting = rows.require(MEETING, event.originator_id)
    counts = of_meeting(meeting, rows.require(MEETING_COUNT, event.originator_id))
    place = Place(meeting["organisation_id"], meeting["org_path"], meeting["grid_id"])
    _keep(rows, "MEETING", event.originator_id, place, meeting["held_on"], counts)


def _attendance(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """Most events by far: only what is counted in the meeting can have changed; a cancelled one counts none of it."""
    before, after = rows.transition(MEETING_COUNT, event.originator_id)
    contribution = rows.require(CONTRIBUTION, event.originator_id)
    if before and after and not contribution["meetings_cancelled"]:
        fields = {name: after[name] for name in COUNTED_IN_MEETINGS if after[name] != before[name]}
        if fields:
            rows.change(CONTRIBUTION, event.originator_id, **fields)


def _leave(rows: Rows, event: Any, record: LoggedEvent) -> None:
    row = rows.require(LEAVE, event.originator_id)
    place = Place(row["branch_id"], row["org_path"], row["grid_id"])
    _keep(rows, "LEAVE", event.originator_id, place, row["from_on"], of_leave(row))


def _points(rows: Rows, event: Any, record: LoggedEvent) -> None:
    entry_id = _entry_of(event)
    entry = rows.require(SCORE_ENTRY, entry_id)
    account = rows.require(SCORE_ACCOUNT, entry["account_id"])
    place = Place(account["branch_id"], entry["org_path"], entry["grid_id"])
    _keep(rows, "SCORE_ENTRY", entry_id, place, entry["occurred_on"], of_entry(entry))


def _entry_of(event: Any) -> UUID:
    entry_id: UUID
    match event:
        case scoring.PointsReversed():
            entry_id = event.reverses
        case scoring.PointsCorrected():
            entry_id = event.corrects
        case _:
            entry_id = event.event_id
    return entry_id


def _keep(
    rows: Rows, object_type: str, object_id: UUID, place: Place, day: date, counts: dict[str, int]
) -> None:
    """Write what an object counts for, if it is not what it did; its place never changes."""
    before = rows.get(CONTRIBUTION, object_id)
    if before is not None:
        fields: Row = {name: count for name, count in counts.items() if before[name] != count}
        if before["day"] != day:
            fields |= {"day": day, "month": day.replace(day=1)}
        if fields:
            rows.change(CONTRIBUTION, object_id, **fields)
        return
    grid = rows.require(GRID, place.grid_id) if place.grid_id else None
    rows.create(
        CONTRIBUTION,
        object_id=object_id,
        object_type=object_type,
        organisation_id=place.organisation_id,
        org_path=place.org_path,
        grid_id=place.grid_id,
        grid_path=grid["grid_path"] if grid else None,
        month=day.replace(day=1),
        day=day,
        **counts,
    )


_MEETING_EVENTS = (
    meetings.MeetingPlanned,
    meetings.RosterFrozen,
    meetings.MeetingConcluded,
    meetings.MeetingCancelled,
    meetings.MeetingCorrected,
)
_ATTENDANCE_EVENTS = (meetings.AttendanceCorrected, meetings.AbsenceReclassified)
_LEAVE_EVENTS = (leave.LeaveRequested, leave.LeaveGranted, leave.LeaveWithdrawn, leave.LeaveCorrected)
_POINTS_EVENTS = (
    scoring.PointsAwarded,
    scoring.PointsDeducted,
    scoring.PointsReversed,
    scoring.PointsCorrected,
)

CONTRIBUTIONS = ReadModel(
    name="contributions",
    tables=(CONTRIBUTION,),
    handlers={
        **dict.fromkeys(_MEETING_EVENTS, _meeting),
        **dict.fromkeys(_ATTENDANCE_EVENTS, _attendance),
        **dict.fromkeys(_LEAVE_EVENTS, _leave),
        **dict.fromkeys(_POINTS_EVENTS, _points),
    },
    runs={meetings.AttendanceRecorded: once(_attendance)},
    reads={
        meetings.AttendanceRecorded: by_stream(CONTRIBUTION),
        **dict.fromkeys((*_MEETING_EVENTS, *_ATTENDANCE_EVENTS, *_LEAVE_EVENTS), by_stream(CONTRIBUTION)),
        **dict.fromkeys(_POINTS_EVENTS, lambda event: [(CONTRIBUTION, _entry_of(event))]),
    },
)
