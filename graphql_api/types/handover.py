"""Handovers of posts."""

from __future__ import annotations

import datetime

from domain.handover.events import HandoverItem, HandoverSide
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    column,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "SIGNED_BY_BOTH",
    "Handover",
    "HandoverItem",
    "HandoverOrder",
    "HandoverOrderField",
    "HandoverSide",
    "HandoverSignature",
    "HandoverWhere",
]

describe(
    HandoverItem,
    "What is handed over with a post (交接清单): the handbook and five boxes of a branch (一册五盒).",
    {
        "HANDBOOK": "The branch's handbook (党支部工作手册).",
        "DAILY_WORK_BOX": "Papers of daily work (日常工作资料盒).",
        "ADMISSIONS_BOX": "Papers of admissions (组织发展资料盒).",
        "PLANS_AND_REPORTS_BOX": "Plans and reports (计划报告资料盒).",
        "SUPERIOR_DOCUMENTS_BOX": "Papers from above (上级文件资料盒).",
        "OTHER_BOX": "Other papers (其他材料资料盒).",
    },
)
describe(
    HandoverSide,
    "Who signs for what is handed over (交接签字方).",
    {"OUTGOING": "The holder who goes (移交人).", "INCOMING": "The holder who comes (接收人)."},
)

# Both sides have to see what they sign for, wherever they are at home by then.
SIGNED_BY_BOTH = Place(parties=("{t}.from_member_id", "{t}.to_member_id"))

HandoverWhere = where_type(
    __name__,
    "Handover",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    is_open=Filter(
        bool, "", "Whether a signature is missing (是否未完成).", condition="{t}.is_open = {value}"
    ),
    opened_on=Filter(DateFilter, "{t}.opened_on", "By the day on which it began (开始日期)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By the day until which it should be done (期限)."),
    within=within(),
)
HandoverOrderField, HandoverOrder = order_type(
    __name__, "Handover", OPENED="By the day on which it began (开始日期)."
)


@read_type(
    source="handover",
    key="handover_id",
    scope=SIGNED_BY_BOTH,
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"OPENED": Order({"opened_on": datetime.date}, descending=True)},
    description=(
        "The handover of a post (工作交接，签字背书) from one holder to the next. It is open until both have signed for"
        " every item that is listed."
    ),
)
class Handover(Node):
    opened_on: datetime.date = column("The day on which it began (开始日期).")
    due_on: datetime.date | None = column("Until when it should be done (期限).")
    item_count: int = column("Items listed (清单项数).", sql="{t}.items")
    outgoing_signed: int = column("Items that the one who goes has signed for (移交人已签项数).")
    incoming_signed: int = column("Items that the one who comes has signed for (接收人已签项数).")
    is_open: bool = column("Whether a signature is missing (是否未完成).")
    closed_on: datetime.date | None = column("The day of the last signature (完成日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("handover_id")
    provenance = provenance("handover_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Where the post is (组织)."
    )
    from_post = to_one("graphql_api.types.post:Post", "from_post_id", "The post that ends (原任职务).")
    to_post = to_one("graphql_api.types.post:Post", "to_post_id", "The post that follows (接任职务).")
    outgoing = to_one("graphql_api.types.member:Member", "from_member_id", "Who goes (移交人).")
    incoming = to_one("graphql_api.types.member:Member", "to_member_id", "Who comes (接收人).")
    items = to_many(
        "graphql_api.types.handover:HandoverSignature",
        "handover_id",
        "The items, with the signatures of both sides (交接清单).",
        where=False,
    )
    history = history()


@read_type(
    source="handover_item",
    key="handover_id",
    scope=SIGNED_BY_BOTH,
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"ITEM": Order({"item": str})},
    description="An item of a handover (交接清单项), and when each side signed for it.",
)
class HandoverSignature:
    item: HandoverItem = column("The item (清单项).")
    outgoing_on: datetime.date | None = column("When the one who goes signed (移交人签字日期).")
    incoming_on: datetime.date | None = column("When the one who comes signed (接收人签字日期).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("handover_id")
    handover = to_one("graphql_api.types.handover:Handover", "handover_id", "The handover (交接).")
