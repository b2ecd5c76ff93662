"""What every object counts for: a row for each meeting, leave, score entry and issue, with place, day and counters.

Visits count together by grid, organisation and day: of a hundred thousand of them, each alone would be a row of ones.

A contribution is a pure function of the object's rows, so that whatever an event does to them, the figures follow
without a rule of their own. Rollups are nothing but sums of contributions, and a figure is opened to its rows by
listing those that are not 0 in it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from domain.core import deterministic_id
from domain.households.events import HouseholdVisited
from domain.issues import events as issues
from domain.issues.state import IssueStatus
from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.organisation.events import OrganisationKind
from domain.scoring import events as scoring
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.runs import once
from projections.framework.table import History, OfItsDay, Row, Table
from projections.grids import GRID
from projections.issues import ISSUE
from projections.leaves import LEAVE
from projections.meeting_tables import MEETING, MEETING_COUNT
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION
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
    "visits",
    "issues_raised",
    "issues_closed",
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
    placed=OfItsDay("day"),
)

_NOTHING = dict.fromkeys(COUNTERS, 0)


class Place(NamedTuple):
    """Where an object counts: at its organisation, and in the grid that covered it, if one did."""

    organisation_id: UUID
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


def of_issue(issue: Row) -> dict[str, int]:
    """An issue counts as closed as long as it is: rates are of those raised in a month, whenever they were closed."""
    return {**_NOTHING, "issues_raised": 1, "issues_closed": int(issue["status"] == IssueStatus.CLOSED)}


def _meeting(rows: Rows, event: Any, record: LoggedEvent) -> None:
    meeting = rows.require(MEETING, event.originator_id)
    counts = of_meeting(meeting, rows.require(MEETING_COUNT, event.originator_id))
    place = Place(meeting["organisation_id"], meeting["grid_id"])
    _keep(rows, "MEETING", event.originator_id, place, meeting["held_on"], counts)


def _attendance(rows: Rows, event: Any, record: LoggedEvent) -> None:
    """Most events by far: only what is counted in the meeting can have changed; a cancelled one counts none of it."""
    before, after = rows.transition(MEETING_COUNT, event.originator_id)
    contribution = rows.get(CONTRIBUTION, event.originator_id)
    if contribution and before and after and not contribution["meetings_cancelled"]:
        fields = {name: after[name] for name in COUNTED_IN_MEETINGS if after[name] != before[name]}
        if fields:
            rows.change(CONTRIBUTION, event.originator_id, **fields)


def _leave(rows: Rows, event: Any, record: LoggedEvent) -> None:
    row = rows.require(LEAVE, event.originator_id)
    place = Place(row["branch_id"], row["grid_id"])
    _keep(rows, "LEAVE", event.originator_id, place, row["from_on"], of_leave(row))


def _points(rows: Rows, event: Any, record: LoggedEvent) -> None:
    entry_id = _entry_of(event)
    entry = rows.require(SCORE_ENTRY, entry_id)
    account = rows.require(SCORE_ACCOUNT, entry["account_id"])
    place = Place(account["branch_id"], entry["grid_id"])
    _keep(rows, "SCORE_ENTRY", entry_id, place, entry["occurred_on"], of_entry(entry))


def _visit(rows: Rows, event: HouseholdVisited, record: LoggedEvent) -> None:
    visits_id = _visits_of(event)
    before = rows.get(CONTRIBUTION, visits_id)
    if before is not None:
        rows.change(CONTRIBUTION, visits_id, visits=before["visits"] + 1)
        return
    place = Place(event.organisation_id, event.grid_id)
    _keep(rows, "VISITS", visits_id, place, event.on, {**_NOTHING, "visits": 1})


def _visits_of(event: HouseholdVisited) -> UUID:
    return _visits_id(event.grid_id, event.organisation_id, event.on)


@lru_cache(maxsize=1024)
def _visits_id(grid_id: UUID, organisation_id: UUID, on: date) -> UUID:
    """Looked for once for the visits of a command."""
    return deterministic_id("visits", grid_id, organisation_id, on.isoformat())


def _issue(rows: Rows, event: Any, record: LoggedEvent) -> None:
    row = rows.require(ISSUE, event.originator_id)
    place = Place(row["organisation_id"], row["grid_id"])
    _keep(rows, "ISSUE", event.originator_id, place, row["raised_on"], of_issue(row))


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
    """Write what an object counts for, if it is not what it did: where its organisation stood on its day.

    What the branches of the League do counts in none of the party's figures.
    """
    before = rows.get(CONTRIBUTION, object_id)
    if before is not None:
        fields: Row = {name: count for name, count in counts.items() if before[name] != count}
        if before["day"] != day:
            org_path = place_on(rows, place.organisation_id, day)
            fields |= {"day": day, "month": day.replace(day=1), "org_path": org_path}
        if fields:
            rows.change(CONTRIBUTION, object_id, **fields)
        return
    if rows.require(ORGANISATION, place.organisation_id)["kind"] == OrganisationKind.LEAGUE_BRANCH:
        return
    grid = rows.require(GRID, place.grid_id) if place.grid_id else None
    rows.create(
        CONTRIBUTION,
        object_id=object_id,
        object_type=object_type,
        organisation_id=place.organisation_id,
        org_path=place_on(rows, place.organisation_id, day),
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
    meetings.MeetingPostponed,
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
_ISSUE_EVENTS = (issues.IssueRaised, issues.IssueClosed, issues.IssueReopened)

CONTRIBUTIONS = ReadModel(
    name="contributions",
    tables=(CONTRIBUTION,),
    handlers={
        **dict.fromkeys(_MEETING_EVENTS, _meeting),
        **dict.fromkeys(_ATTENDANCE_EVENTS, _attendance),
        **dict.fromkeys(_LEAVE_EVENTS, _leave),
        **dict.fromkeys(_POINTS_EVENTS, _points),
        **dict.fromkeys(_ISSUE_EVENTS, _issue),
        HouseholdVisited: _visit,
    },
    runs={meetings.AttendanceRecorded: once(_attendance)},
    reads={
        meetings.AttendanceRecorded: by_stream(CONTRIBUTION),
        **dict.fromkeys(
            (*_MEETING_EVENTS, *_ATTENDANCE_EVENTS, *_LEAVE_EVENTS, *_ISSUE_EVENTS), by_stream(CONTRIBUTION)
        ),
        **dict.fromkeys(_POINTS_EVENTS, lambda event: [(CONTRIBUTION, _entry_of(event))]),
        HouseholdVisited: lambda event: [(CONTRIBUTION, _visits_of(event))],
    },
)
