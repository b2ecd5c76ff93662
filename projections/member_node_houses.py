"""Node houses (党员中心户), whose they are, and when each is to be reviewed."""

from __future__ import annotations

from domain.member_node_houses.events import (
    MemberNodeHouseNamed,
    MemberNodeHouseReplaced,
    MemberNodeHouseReviewed,
)
from domain.member_node_houses.review import review_due_on
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

MEMBER_NODE_HOUSE = Table(
    "member_node_house",
    key={"member_node_house_id": "uuid"},
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
    placed=GoesAlong(),
)


def _named(rows: Rows, event: MemberNodeHouseNamed, record: LoggedEvent) -> None:
    rows.create(
        MEMBER_NODE_HOUSE,
        member_node_house_id=event.originator_id,
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


def _reviewed(rows: Rows, event: MemberNodeHouseReviewed, record: LoggedEvent) -> None:
    rows.change(
        MEMBER_NODE_HOUSE,
        event.originator_id,
        reviewed_on=event.on,
        passed=event.passed,
        review_due_on=review_due_on(event.on),
        version=event.originator_version,
        position=record.position,
    )


def _replaced(rows: Rows, event: MemberNodeHouseReplaced, record: LoggedEvent) -> None:
    rows.change(
        MEMBER_NODE_HOUSE,
        event.originator_id,
        member_id=event.member_id,
        held_since=event.on,
        reviewed_on=None,
        passed=None,
        review_due_on=review_due_on(event.on),
        version=event.originator_version,
        position=record.position,
    )


MEMBER_NODE_HOUSES = ReadModel(
    name="member_node_houses",
    tables=(MEMBER_NODE_HOUSE,),
    handlers={
        MemberNodeHouseNamed: _named,
        MemberNodeHouseReviewed: _reviewed,
        MemberNodeHouseReplaced: _replaced,
    },
    reads={
        MemberNodeHouseNamed: lambda event: [(ORGANISATION, event.branch_id)],
        MemberNodeHouseReviewed: by_stream(MEMBER_NODE_HOUSE),
        MemberNodeHouseReplaced: by_stream(MEMBER_NODE_HOUSE),
    },
)
