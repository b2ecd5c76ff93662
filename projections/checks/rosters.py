"""Findings about rosters: a home that begins, moves or ends on a day gone by contradicts those frozen before."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.meetings.agreement import disagreeing
from domain.meetings.events import MeetingCancelled, MeetingCorrected, MeetingPostponed
from domain.meetings.state import Meeting
from domain.membership.events import AffiliationTransferred, MemberLeft, MemberRegistered
from projections.checks.declare import Check
from projections.finding_table import FINDING, About, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.meeting_tables import MEETING
from projections.members import AFFILIATION
from projections.organisations import place_of

_WITH_ROSTER = frozenset(["ROSTER_FROZEN", "CONCLUDED"])


def _home_moved(rows: Rows, event: AffiliationTransferred) -> None:
    for branch_id in (event.from_branch_id, event.to_branch_id):
        _look_from(rows, event.originator_id, branch_id, event.from_on)


def _registered(rows: Rows, event: MemberRegistered) -> None:
    _look_from(rows, event.originator_id, event.branch_id, rows.day)


def _left(rows: Rows, event: MemberLeft) -> None:
    _look_from(rows, event.originator_id, event.branch_id, event.on)


def _look_from(rows: Rows, member_id: UUID, branch_id: UUID, first: date) -> None:
    """Look at one member in all rosters of a branch for that day and later ones."""
    homes = rows.of(AFFILIATION, member_id)
    for meeting in rows.find(MEETING, "branch_id", branch_id):
        if meeting["held_on"] >= first and meeting["status"] in _WITH_ROSTER:
            differing = _differing(rows, meeting, homes)
            settle(
                rows,
                FindingKind.ROSTER_DISAGREES,
                _about(rows, meeting, member_id),
                holds=member_id in differing,
            )


def _meeting_changed(rows: Rows, event: MeetingCancelled | MeetingCorrected | MeetingPostponed) -> None:
    """Another day is held against the homes of that day; of a meeting that does not take place nothing is left."""
    if isinstance(event, MeetingCorrected) and event.held_on is None:
        return
    meeting = rows.require(MEETING, event.originator_id)
    standing = {row["member_id"] for row in rows.find(FINDING, "object_id", event.originator_id)}
    differing: Set[UUID] = frozenset()
    if meeting["status"] in _WITH_ROSTER:
        differing = _differing(rows, meeting, rows.find(AFFILIATION, "branch_id", meeting["branch_id"]))
    for member_id in sorted((standing | differing) - {None}):
        settle(
            rows, FindingKind.ROSTER_DISAGREES, _about(rows, meeting, member_id), holds=member_id in differing
        )


def _differing(rows: Rows, meeting: Row, homes: Iterable[Row]) -> Set[UUID]:
    """Those who are named and not at home, or the other way round, by these homes."""
    roster = Meeting.fold(meeting["meeting_id"], rows.history(meeting["meeting_id"], meeting["version"]))
    named = (roster.expected or frozenset()) | roster.excluded.keys()
    branch_id, on = meeting["branch_id"], meeting["held_on"]
    return disagreeing(named, {home["member_id"] for home in homes if _is_home(home, branch_id, on)})


def _is_home(home: Row, branch_id: UUID, on: date) -> bool:
    return (
        home["branch_id"] == branch_id
        and home["from_on"] <= on
        and (home["to_on"] is None or on < home["to_on"])
    )


def _about(rows: Rows, meeting: Row, member_id: UUID) -> About:
    return About(
        "Meeting",
        meeting["meeting_id"],
        place_of(rows, meeting["organisation_id"]),  # it stands until it is put right, by who is there now
        organisation_id=meeting["organisation_id"],
        member_id=member_id,
    )


def _homes(event: Any) -> Iterable[tuple[Table, Any]]:
    return [(AFFILIATION, event.originator_id)]


CHECKS = (
    Check((MemberRegistered,), _registered, _homes),
    Check((AffiliationTransferred,), _home_moved, _homes),
    Check((MemberLeft,), _left, _homes),
    Check((MeetingCancelled, MeetingCorrected, MeetingPostponed), _meeting_changed),
)
