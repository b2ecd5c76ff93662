"""Findings about presence: somebody recorded as present was on leave that day, or at another meeting at that time.

Nothing is resolved by itself: both records stand, the finding names the events that set them, and falls with whichever
is corrected. Where time of day is not recorded, nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.leave.events import (
    LeaveCorrected,
    LeaveExtended,
    LeaveGranted,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.meetings.at_one_time import Held, at_one_time
from domain.meetings.events import (
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingConcluded,
    MeetingCorrected,
)
from projections.checks.declare import Check
from projections.finding_table import FINDING, About, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.members import AFFILIATION
from projections.organisations import place_of
from projections.presences import LEAVE_DAYS, MEETING_OF_DAY, day_id

_PRESENT = frozenset([AttendanceStatus.PRESENT.value, AttendanceStatus.LATE.value])
_LEAVE_EVENTS = (LeaveGranted, LeaveExtended, LeaveWithdrawn, LeaveReturned, LeaveCorrected)


def _recorded(rows: Rows, event: AttendanceRecorded) -> None:
    """Of a first record no finding stands yet: nearly always there is nothing to look for but other rows in memory."""
    if event.status.value not in _PRESENT:
        return
    meeting = rows.require(MEETING, event.originator_id)
    if _covering(rows, meeting, event.member_id):
        _settle_leave(rows, meeting, event.member_id)
    _look_around(rows, meeting, event.member_id)


def _corrected(rows: Rows, event: AttendanceCorrected) -> None:
    _settle_all(rows, rows.require(MEETING, event.originator_id), [event.member_id])


def _concluded(rows: Rows, event: MeetingConcluded) -> None:
    """How long it took is known now: it may have gone on into the next."""
    meeting = rows.require(MEETING, event.originator_id)
    if event.duration_minutes is None or not _others_of_day(rows, meeting, meeting["branch_id"]):
        return
    for attendance in rows.of(ATTENDANCE, event.originator_id):
        if attendance["status"] in _PRESENT:
            _look_around(rows, meeting, attendance["member_id"])


def _meeting_changed(rows: Rows, event: MeetingCorrected | MeetingCancelled) -> None:
    if isinstance(event, MeetingCorrected) and event.held_on is None and event.gathering_id is None:
        return
    attending = [one["member_id"] for one in rows.of(ATTENDANCE, event.originator_id)]
    rows.find_any(FINDING, "member_id", attending)
    _settle_all(rows, rows.require(MEETING, event.originator_id), attending)


def _leave_changed(rows: Rows, event: Any) -> None:
    """On all days that it covers now or covered until now."""
    changed = [(before, after) for table, _, before, after in rows.changes() if table is LEAVE_DAYS]
    spans = [row for versions in changed for row in versions if row is not None]
    for member_id in {span["member_id"] for span in spans}:  # one event is about one leave
        for attendance in rows.find(ATTENDANCE, "member_id", member_id):
            on = attendance["held_on"]
            if any(span["from_on"] <= on <= span["covers_to"] for span in spans):
                _settle_leave(rows, rows.require(MEETING, attendance["meeting_id"]), member_id)


def _settle_all(rows: Rows, meeting: Row, member_ids: Iterable[UUID]) -> None:
    """Whatever stands about these persons, and whatever may be said of them at this meeting."""
    for member_id in member_ids:
        _settle_leave(rows, meeting, member_id)
        others = [one for one, _ in _elsewhere(rows, meeting, member_id)]
        if _present(rows, meeting, member_id) is not None:
            for other in others:
                _tell_of_each_other(rows, meeting, other)
        standing = [
            row["object_id"]
            for row in rows.find(FINDING, "member_id", member_id)
            if row["kind"] == FindingKind.PRESENT_TWICE
        ]
        for meeting_id in sorted({meeting["meeting_id"], *(one["meeting_id"] for one in others), *standing}):
            _settle_twice(rows, rows.require(MEETING, meeting_id), member_id)


def _look_around(rows: Rows, meeting: Row, member_id: UUID) -> None:
    """Hold the meeting against those at which the person was that day; each tells of the other."""
    others = [other for other, _ in _elsewhere(rows, meeting, member_id)]
    for one, other in ((meeting, other) for other in others):
        _tell_of_each_other(rows, one, other)
        if at_one_time(_held(one), _held(other)):
            _settle_twice(rows, one, member_id)
            _settle_twice(rows, other, member_id)


def _tell_of_each_other(rows: Rows, one: Row, other: Row) -> None:
    """Let the day of either branch lead to both: once a duration is known, it is looked at from one of them alone."""
    if one["branch_id"] != other["branch_id"]:
        _remember(rows, one, other)
        _remember(rows, other, one)


def _remember(rows: Rows, at: Row, other: Row) -> None:
    rows.put(MEETING_OF_DAY, day_id=day_id(at["branch_id"], at["held_on"]), meeting_id=other["meeting_id"])


def _settle_leave(rows: Rows, meeting: Row, member_id: UUID) -> None:
    attendance = _present(rows, meeting, member_id)
    leaves = _covering(rows, meeting, member_id) if attendance else []
    events = [attendance["event_id"], *(leave["event_id"] for leave in leaves)] if attendance else []
    about = _about(rows, meeting, member_id)
    settle(rows, FindingKind.PRESENT_ON_LEAVE, about, holds=bool(leaves), event_ids=events)


def _settle_twice(rows: Rows, meeting: Row, member_id: UUID) -> None:
    attendance = _present(rows, meeting, member_id)
    others = [
        elsewhere["event_id"]
        for other, elsewhere in (_elsewhere(rows, meeting, member_id) if attendance else ())
        if at_one_time(_held(meeting), _held(other))
    ]
    events = [attendance["event_id"], *sorted(others)] if attendance else []
    about = _about(rows, meeting, member_id)
    settle(rows, FindingKind.PRESENT_TWICE, about, holds=bool(others), event_ids=events)


def _covering(rows: Rows, meeting: Row, member_id: UUID) -> list[Row]:
    """The granted leave that covers a meeting: of its day, or for it alone."""
    return [
        leave
        for leave in rows.of(LEAVE_DAYS, member_id)
        if leave["from_on"] <= meeting["held_on"] <= leave["covers_to"]
        and leave["meeting_id"] in (None, meeting["meeting_id"])
    ]


def _elsewhere(rows: Rows, meeting: Row, member_id: UUID) -> list[tuple[Row, Row]]:
    """Other meetings of that day at which the person was: of this branch, and of those where they ever were at home."""
    if meeting["starts_at"] is None:
        return []
    branches = {meeting["branch_id"], *(home["branch_id"] for home in rows.of(AFFILIATION, member_id))}
    ids = {id_ for branch_id in branches for id_ in _others_of_day(rows, meeting, branch_id)}
    found = ((other, _present(rows, other, member_id)) for other in rows.all_of(MEETING, sorted(ids)))
    return [
        (other, there)
        for other, there in found
        if there is not None and other["held_on"] == meeting["held_on"]
    ]


def _others_of_day(rows: Rows, meeting: Row, branch_id: UUID) -> Sequence[UUID]:
    of_day = rows.of(MEETING_OF_DAY, day_id(branch_id, meeting["held_on"]))
    return [one["meeting_id"] for one in of_day if one["meeting_id"] != meeting["meeting_id"]]


def _present(rows: Rows, meeting: Row, member_id: UUID) -> Row | None:
    """The attendance that says so; none of a meeting that did not take place."""
    if meeting["status"] == "CANCELLED":
        return None
    attendance = rows.get(ATTENDANCE, meeting["meeting_id"], member_id)
    return attendance if attendance and attendance["status"] in _PRESENT else None


def _held(meeting: Row) -> Held:
    return Held(
        meeting["held_on"], meeting["starts_at"], meeting["duration_minutes"], meeting["gathering_id"]
    )


def _about(rows: Rows, meeting: Row, member_id: UUID) -> About:
    organisation_id = meeting["organisation_id"]
    return About(
        "Meeting",
        meeting["meeting_id"],
        place_of(rows, organisation_id),
        organisation_id=organisation_id,
        member_id=member_id,
    )


def _of_person(event: AttendanceRecorded) -> Iterable[tuple[Table, Any]]:
    if event.status.value not in _PRESENT:
        return ()
    return [(LEAVE_DAYS, event.member_id), (AFFILIATION, event.member_id)]


CHECKS = (
    Check((AttendanceRecorded,), _recorded, _of_person, in_runs=True),
    Check((AttendanceCorrected,), _corrected),
    Check((MeetingConcluded,), _concluded),
    Check((MeetingCorrected, MeetingCancelled), _meeting_changed),
    Check(_LEAVE_EVENTS, _leave_changed),
)
