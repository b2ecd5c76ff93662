"""Node houses (党员中心户), whose they are, and when each is to be reviewed."""

from __future__ import annotations

from domain.node_houses.events import NodeHouseNamed, NodeHouseReplaced, NodeHouseReviewed
from domain.node_houses.review import review_due_on
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, Table
from projections.organisations import ORGANISATION, place_of

NODE_HOUSE = Table(
    "node_house",
    key={"node_house_id": "uuid"},
    columns={
        "branch_id": "uuid",
        "org_path": "text",
        "member_id": "uuid",
        "named_on": "date",
        "held_since": "date",
        "reviewed_on": "date",
        "passed": "boolean",
        "review_due_on": "date",
        "version": "integer",
        "position": "bigint",
    },
    audited=("branch_id", "member_id", "held_since", "reviewed_on", "passed"),
    history=History.SUPERSEDED,
    day="named_on",
)


def _named(rows: Rows, event: NodeHouseNamed, record: LoggedEvent) -> None:
    rows.create(
        NODE_HOUSE,
        node_house_id=event.originator_id,
        branch_id=event.branch_id,
        org_path=place_of(rows, event.branch_id),
        member_id=event.member_id,
        named_on=event.from_on,
        held_since=event.from_on,
        reviewed_on=None,
        passed=None,
        review_due_on=review_due_on(event.from_on),
        version=event.originator_version,
        position=record.position,
    )


def _reviewed(rows: Rows, event: NodeHouseReviewed, record: LoggedEvent) -> None:
    rows.change(
        NODE_HOUSE,
        event.originator_id,
        reviewed_on=event.on,
        passed=event.passed,
        review_due_on=review_due_on(event.on),
        version=event.originator_version,
        position=record.position,
    )


def _replaced(rows: Rows, event: NodeHouseReplaced, record: LoggedEvent) -> None:
    rows.change(
        NODE_HOUSE,
        event.originator_id,
        member_id=event.member_id,
        held_since=event.on,
        reviewed_on=None,
        passed=None,
        review_due_on=review_due_on(event.on),
        version=event.originator_version,
        position=record.position,
    )


NODE_HOUSES = ReadModel(
    name="node_houses",
    tables=(NODE_HOUSE,),
    handlers={NodeHouseNamed: _named, NodeHouseReviewed: _reviewed, NodeHouseReplaced: _replaced},
    reads={
        NodeHouseNamed: lambda event: [(ORGANISATION, event.branch_id)],
        NodeHouseReviewed: by_stream(NODE_HOUSE),
        NodeHouseReplaced: by_stream(NODE_HOUSE),
    },
)
