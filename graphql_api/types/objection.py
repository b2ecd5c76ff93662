"""Objections of members against what is recorded of them."""

from __future__ import annotations

import datetime

import strawberry

from domain.objections.events import ObjectionOutcome
from domain.objections.state import ObjectionStatus
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.named_event import named_event
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "Objection",
    "ObjectionOrder",
    "ObjectionOrderField",
    "ObjectionOutcome",
    "ObjectionStatus",
    "ObjectionWhere",
]

describe(
    ObjectionOutcome,
    "What was decided about an objection (处理结论).",
    {
        "UPHELD": "The member is right (成立).",
        "PARTLY": "The member is right in part (部分成立).",
        "DISMISSED": "The record stands (不成立).",
    },
)
describe(
    ObjectionStatus,
    "How an objection stands (异议状态).",
    {
        "OPEN": "It is to be decided (待处理).",
        "UPHELD": "The member is right (成立).",
        "PARTLY": "The member is right in part (部分成立).",
        "DISMISSED": "The record stands (不成立).",
        "WITHDRAWN": "The member insists on it no longer (已撤回).",
    },
)

ObjectionWhere = where_type(
    __name__,
    "Objection",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    branch=Filter(IdFilter, "{t}.branch_id", "By branch at home (党支部).", ids=("Organisation",)),
    meeting=Filter(
        IdFilter, "{t}.meeting_id", "By the meeting whose record it is about (会议).", ids=("Meeting",)
    ),
    status=Filter(enum_filter(ObjectionStatus), "{t}.status", "By how it stands (异议状态)."),
    raised_on=Filter(DateFilter, "{t}.raised_on", "By day on which it was raised (提出日期)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By day by which it is to be decided (办理期限)."),
    is_to_remedy=Filter(
        bool,
        "",
        "By whether it was upheld and the record still is to be put right (是否待更正).",
        condition="{t}.to_remedy = {value}",
    ),
    within=within(),
)
ObjectionOrderField, ObjectionOrder = order_type(
    __name__,
    "Objection",
    RAISED_ON="By day on which it was raised (提出日期).",
    DUE_ON="By day by which it is to be decided (办理期限).",
)


@read_type(
    source="objection",
    key="objection_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={
        "RAISED_ON": Order({"raised_on": datetime.date}, descending=True),
        "DUE_ON": Order({"due_on": datetime.date}),
    },
    description=(
        "What a member says against a record of them (异议), and what was decided. It changes nothing by itself: what"
        " is upheld is put right by a correction, which it then names."
    ),
)
class Objection(Node):
    status: ObjectionStatus = column("How it stands (异议状态).")
    about: strawberry.ID = named_event(
        "The event that it is about: its id, as `node(id:)` takes it (异议事项).", "about"
    )
    grounds_id: strawberry.ID | None = column("The document with its grounds (异议理由文件).")
    raised_on: datetime.date = column("The day on which it was raised (提出日期).")
    due_on: datetime.date = column("The day by which it is to be decided (办理期限).")
    decided_on: datetime.date | None = column("The day of the decision (处理日期).")
    decided_for: str | None = column("Coded reason of the decision (处理理由).")
    document_id: strawberry.ID | None = column("The document that the decision is (处理决定文件).")
    is_to_remedy: bool = column(
        "Whether it was upheld and the record still is to be put right (是否待更正).", sql="{t}.to_remedy"
    )
    correction: strawberry.ID | None = named_event("The event that put it right (更正事件).", "correction")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("objection_id")
    provenance = provenance("objection_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who raised it (提出人).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "branch_id", "The branch at home that day (党支部)."
    )
    meeting = to_one(
        "graphql_api.types.meeting:Meeting",
        "meeting_id",
        "The meeting whose record it is about; null: it is about something else (会议).",
    )
    grounds = to_one(
        "graphql_api.types.document:Document", "grounds_id", "The document with its grounds (异议理由文件)."
    )
    document = to_one(
        "graphql_api.types.document:Document",
        "document_id",
        "The document that the decision is (处理决定文件).",
    )
    decided_by = to_one(
        "graphql_api.types.organisation:Organisation", "decided_by", "Who decided (处理组织)."
    )
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion",
        "version_id",
        "The version that says by when it is to be decided; null: none was in force (适用版本).",
    )
    history = history()
