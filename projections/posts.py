"""Posts (职务): which member holds which power where, and between which days."""

from __future__ import annotations

from domain.accounts.events import PostEnded, PostGiven
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.grids import GRID
from projections.members import MEMBER
from projections.organisations import ORGANISATION, place_of

POST = Table(
    "post",
    key={"post_id": "uuid"},
    columns={
        "member_id": "uuid",
        "role": "text",
        "organisation_id": "uuid",
        "grid_id": "uuid",
        "from_on": "date",
        "to_on": "date",
        "is_deputy": "boolean",
        "handover_due_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("member_id", "role", "organisation_id", "grid_id", "from_on", "to_on", "is_deputy"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _given(rows: Rows, event: PostGiven, record: LoggedEvent) -> None:
    rows.require(MEMBER, event.member_id)
    rows.create(
        POST,
        post_id=event.originator_id,
        member_id=event.member_id,
        role=event.role.value,
        organisation_id=event.organisation_id,
        grid_id=event.grid_id,
        from_on=event.from_on,
        to_on=event.to_on,
        is_deputy=bool(event.deputy),
        handover_due_on=None,
        org_path=_place(rows, event),
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: PostEnded, record: LoggedEvent) -> None:
    rows.change(
        POST,
        event.originator_id,
        to_on=event.on,
        version=event.originator_version,
        position=record.position,
    )


def _place(rows: Rows, event: PostGiven) -> str:
    """Of a post at a grid the whole county, as who may give it: a grid is in the tree of grids alone."""
    if event.organisation_id is not None:
        return place_of(rows, event.organisation_id)
    rows.require(GRID, event.grid_id)
    return ""


POSTS = ReadModel(
    name="posts",
    tables=(POST,),
    handlers={PostGiven: _given, PostEnded: _ended},
    reads={
        PostGiven: lambda event: [
            (MEMBER, event.member_id),
            (ORGANISATION, event.organisation_id),
            (GRID, event.grid_id),
        ],
        PostEnded: by_stream(POST),
    },
)
