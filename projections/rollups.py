"""What happened at every node of both trees in every month, maintained by difference.

A meeting, a leave and a score entry each have a *contribution*: a month and counters, a pure function of
their rows. Whatever an event does to the rows, the contribution before it is taken back and the one after it
is given, at the object's organisation and grid; once a batch the sums go to all nodes above them. No handler
here knows what an event means.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.grids.events import GridCorrected
from domain.leave import events as leave
from domain.meetings import events as meetings
from domain.organisation.events import OrganisationCorrected, OrganisationFounded
from domain.scoring import events as scoring
from event_store.records import RecordedEvent
from projections.framework.differences import difference
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.grids import GRID
from projections.leaves import LEAVE
from projections.meeting_tables import MEETING, MEETING_COUNT
from projections.organisations import ORGANISATION
from projections.scores import SCORE_ACCOUNT, SCORE_ENTRY, counted
from projections.tree import upwards

_COUNTED_IN_MEETINGS = (
    "expected",
    "present",
    "late",
    "on_leave",
    "absent",
    "unexcused",
    "late_entries",
)
_COUNTERS = (
    "meetings_planned",
    "meetings_held",
    "meetings_cancelled",
    *_COUNTED_IN_MEETINGS,
    "leave_requested",
    "leave_granted",
    "points_awarded_hundredths",
    "points_deducted_hundredths",
)

ROLLUP = Table(
    "rollup",
    key={"node_id": "uuid", "month": "date"},
    columns={
        "node_type": "text",
        "org_path": "text",
        **dict.fromkeys(_COUNTERS, "integer"),
        "position": "bigint",
    },
    counters=_COUNTERS,
)


class Contribution(NamedTuple):
    """What one object counts for: ``month`` is its first day."""

    month: date
    counts: dict[str, int]


def of_meeting(meeting: Row | None, count: Row | None) -> Contribution | None:
    """A cancelled meeting counts as cancelled, and its roster and attendance nowhere."""
    if meeting is None or count is None:
        return None
    month = meeting["held_on"].replace(day=1)
    if meeting["status"] == "CANCELLED":
        return Contribution(month, {"meetings_cancelled": 1})
    counts = {name: count[name] for name in _COUNTED_IN_MEETINGS}
    counts["meetings_planned"] = 1
    counts["meetings_held"] = int(meeting["status"] == "CONCLUDED")
    return Contribution(month, counts)


def of_leave(row: Row | None) -> Contribution | None:
    """A leave counts as granted as long as it is, also after an early return."""
    if row is None:
        return None
    granted = row["status"] in {"GRANTED", "RETURNED"}
    return Contribution(row["from_on"].replace(day=1), {"leave_requested": 1, "leave_granted": int(granted)})


def of_entry(entry: Row | None) -> Contribution | None:
    """Points count in the month in which what earned them occurred."""
    if entry is None:
        return None
    counts = {f"points_{name}": points for name, points in counted(entry).items()}
    return Contribution(entry["occurred_on"].replace(day=1), counts)


async def _meeting(rows: Rows, event: Any, record: RecordedEvent) -> None:
    meeting = rows.transition(MEETING, event.originator_id)
    count = rows.transition(MEETING_COUNT, event.originator_id)
    before, after = of_meeting(meeting[0], count[0]), of_meeting(meeting[1], count[1])
    if before != after:
        row = await rows.require(MEETING, event.originator_id)
        _carry(rows, record, (row["organisation_id"], row["grid_id"]), before, after)


async def _leave(rows: Rows, event: Any, record: RecordedEvent) -> None:
    before, after = rows.transition(LEAVE, event.originator_id)
    row = await rows.require(LEAVE, event.originator_id)
    _carry(rows, record, (row["branch_id"], row["grid_id"]), of_leave(before), of_leave(after))


async def _points(rows: Rows, event: Any, record: RecordedEvent) -> None:
    account = await rows.require(SCORE_ACCOUNT, event.originator_id)
    for table, _, before, after in list(rows.changes()):
        if table is SCORE_ENTRY and after is not None:
            place = (account["branch_id"], after["grid_id"])
            _carry(rows, record, place, of_entry(before), of_entry(after))


def _carry(
    rows: Rows,
    record: RecordedEvent,
    place: tuple[UUID, UUID | None],
    before: Contribution | None,
    after: Contribution | None,
) -> None:
    """Take back one contribution and give the other, at the organisation and grid of ``place``."""
    for month, differences in _differences(before, after):
        rows.gather(ROLLUP, *place, month, position=record.position, differences=differences)


async def _spread(rows: Rows) -> None:
    """Carry what was gathered to the nodes and all nodes above them."""
    for (organisation_id, grid_id, month), position, sums in rows.take_gathered(ROLLUP):
        for table, node_type, bottom_id in (
            (ORGANISATION, "ORGANISATION", organisation_id),
            (GRID, "GRID", grid_id),
        ):
            async for node in upwards(rows, table, bottom_id):
                labels = {"node_type": node_type, "org_path": node["org_path"], "position": position}
                node_id = node[table.group or ""]
                rows.add(ROLLUP, node_id, month, labels=labels, differences=sums)


def _differences(
    before: Contribution | None, after: Contribution | None
) -> Iterable[tuple[date, dict[str, int]]]:
    counts: dict[date, tuple[dict[str, int], dict[str, int]]] = {}
    if before:
        counts[before.month] = (before.counts, {})
    if after:
        counts[after.month] = (counts.get(after.month, ({}, {}))[0], after.counts)
    for month, (taken, given) in counts.items():
        differences = difference(taken, given)
        if differences:
            yield month, differences


async def _grid_moved(rows: Rows, event: Any, record: RecordedEvent) -> None:
    """A grid that found its place among the organisations, or another, takes its months there."""
    await _spread(rows)  # so that the months of this batch are found too
    for table, key, before, after in list(rows.changes()):
        if table is GRID and before and after and before["org_path"] != after["org_path"]:
            labels = {"org_path": after["org_path"], "position": record.position}
            for month in await rows.find(ROLLUP, "node_id", key[0]):
                named = {"node_type": month["node_type"], **labels}
                rows.add(ROLLUP, key[0], month["month"], labels=named, differences={})


ROLLUPS = ReadModel(
    name="rollups",
    tables=(ROLLUP,),
    handlers={
        meetings.MeetingPlanned: _meeting,
        meetings.RosterFrozen: _meeting,
        meetings.AttendanceRecorded: _meeting,
        meetings.AttendanceCorrected: _meeting,
        meetings.AbsenceReclassified: _meeting,
        meetings.MeetingConcluded: _meeting,
        meetings.MeetingCancelled: _meeting,
        meetings.MeetingCorrected: _meeting,
        leave.LeaveRequested: _leave,
        leave.LeaveGranted: _leave,
        leave.LeaveWithdrawn: _leave,
        leave.LeaveCorrected: _leave,
        scoring.PointsAwarded: _points,
        scoring.PointsDeducted: _points,
        scoring.PointsReversed: _points,
        scoring.PointsCorrected: _points,
        GridCorrected: _grid_moved,
        OrganisationFounded: _grid_moved,
        OrganisationCorrected: _grid_moved,
    },
    at_end=_spread,
)
