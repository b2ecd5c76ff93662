"""How many members belong to each branch and group, or (of the Party) live in each grid: rows that checks may read.

The counters of ``organisation_count`` are for questions; they are added to, and no handler sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from domain.membership.events import (
    AffiliationTransferred,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberKind,
    MemberLeft,
    MemberRegistered,
)
from domain.residence.events import ResidenceEnded, ResidenceRecorded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.members import MEMBER
from projections.residences import RESIDENCE

HEAD_COUNT = Table(
    "head_count",
    key={"place_id": "uuid"},
    columns={"members": "integer", "full_members": "integer"},
)

MEMBER_EVENTS = (
    MemberRegistered,
    AffiliationTransferred,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberLeft,
)


def heads(rows: Rows, place_id: UUID) -> tuple[int, int]:
    """Members and full members of a branch, group or grid as of this event."""
    row = rows.get(HEAD_COUNT, place_id)
    return (row["members"], row["full_members"]) if row else (0, 0)


def _member(rows: Rows, event: Any, record: LoggedEvent) -> None:
    before, after = rows.transition(MEMBER, event.originator_id)
    _add(rows, _places(before), before, -1)
    _add(rows, _places(after), after, 1)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """Whoever has left the county counts nowhere in it, wherever they are said to live."""
    _member(rows, event, record)
    before, _ = rows.transition(MEMBER, event.originator_id)
    for residence in rows.of(RESIDENCE, event.originator_id):
        _add(rows, _dwelling(residence), None, -_counts_where_living(before))


def _resident(rows: Rows, event: ResidenceRecorded | ResidenceEnded, record: LoggedEvent) -> None:
    """Of those who live in a grid, members of the Party count: their number asks for a group of theirs."""
    by = _counts_where_living(rows.require(MEMBER, event.member_id))
    for table, _, before, after in list(rows.changes()):
        if table is RESIDENCE:
            _add(rows, _dwelling(before), None, -by)
            _add(rows, _dwelling(after), None, by)


def _counts_where_living(member: Row | None) -> int:
    """1 for a member of the Party who is at home in the county, 0 for anybody else."""
    if member is None or member["left_on"] is not None:
        return 0
    return int(member["kind"] != MemberKind.LEAGUE_MEMBER)


def _places(member: Row | None) -> Iterator[UUID]:
    """Where a member counts: at home and in a group, until leaving the county."""
    if member is not None and member["left_on"] is None:
        yield member["branch_id"]
        if member["group_id"] is not None:
            yield member["group_id"]


def _dwelling(residence: Row | None) -> Iterator[UUID]:
    if residence is not None and residence["to_on"] is None:
        yield residence["grid_id"]


def _add(rows: Rows, places: Iterable[UUID], member: Row | None, by: int) -> None:
    full = int(member is not None and member["kind"] == MemberKind.FULL)
    for place_id in places:
        members, full_members = heads(rows, place_id)
        rows.put(HEAD_COUNT, place_id=place_id, members=members + by, full_members=full_members + by * full)


def _reads(event: Any) -> Iterable[tuple[Table, Any]]:
    named = (
        getattr(event, name, None) for name in ("branch_id", "from_branch_id", "to_branch_id", "group_id")
    )
    return [(HEAD_COUNT, place_id) for place_id in named if place_id is not None]


HEADS = ReadModel(
    name="heads",
    tables=(HEAD_COUNT,),
    handlers={
        **dict.fromkeys(MEMBER_EVENTS, _member),
        MemberLeft: _left,
        ResidenceRecorded: _resident,
        ResidenceEnded: _resident,
    },
    reads={
        **dict.fromkeys(MEMBER_EVENTS, _reads),
        MemberLeft: lambda event: [*_reads(event), (RESIDENCE, event.originator_id)],
        ResidenceRecorded: lambda event: [(HEAD_COUNT, event.grid_id), (MEMBER, event.member_id)],
        ResidenceEnded: lambda event: [(HEAD_COUNT, event.grid_id), (MEMBER, event.member_id)],
    },
)
