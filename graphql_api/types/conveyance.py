"""Conveyance by name."""

from __future__ import annotations

import datetime
from enum import StrEnum
from uuid import UUID

from domain.conveyance.events import ConveyanceMode
from domain.conveyance.receipts import ReceiptStatus
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.families import CONVEYED
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "Conveyance",
    "ConveyanceMode",
    "ConveyanceOrder",
    "ConveyanceOrderField",
    "ConveyanceReceipt",
    "ConveyanceReceiptOrder",
    "ConveyanceReceiptOrderField",
    "ConveyanceReceiptWhere",
    "ConveyanceStatus",
    "ConveyanceWhere",
    "ReceiptStatus",
]


class ConveyanceStatus(StrEnum):
    """Whether anybody else is told."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


describe(
    ConveyanceStatus,
    "Whether an item is still being told (传达状态).",
    {
        "OPEN": "Whoever is outstanding is to be told (传达中).",
        "CLOSED": "Nobody else is told (已结束).",
    },
)
describe(
    ConveyanceMode,
    "How somebody was told who had not attended (传达方式).",
    {
        "IN_PERSON": "In person (当面传达).",
        "PHONE": "By phone (电话告知).",
        "VISIT": "At home or in hospital, by somebody sent there (上门传达).",
        "WRITTEN": "In writing (书面传达).",
        "VIDEO": "By video (视频传达).",
    },
)
describe(
    ReceiptStatus,
    "Whether an item has reached somebody, and by what that is known: the strongest counts (接收状态).",
    {
        "OUTSTANDING": "Not as far as is known (未传达).",
        "ATTENDED": "They were at the meeting where it was told (到会接收).",
        "DELIVERED": "Somebody told them (已传达).",
        "CONFIRMED": "They say so themselves (本人确认).",
    },
)

ConveyanceWhere = where_type(
    __name__,
    "Conveyance",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    code=Filter(TextFilter, "{t}.code", "By item (传达事项)."),
    status=Filter(enum_filter(ConveyanceStatus), "{t}.status", "By whether it is still told (传达状态)."),
    issued_on=Filter(DateFilter, "{t}.issued_on", "By day of the item (事项日期)."),
    outstanding=Filter(
        IntFilter, "{t}.outstanding", "By how many it has not reached (未传达人数).", group=FieldGroup.PERSON
    ),
    within=within(),
)
ConveyanceOrderField, ConveyanceOrder = order_type(
    __name__, "Conveyance", ISSUED_ON="By day of the item (事项日期)."
)


@read_type(
    source="conveyance",
    key="conveyance_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"ISSUED_ON": Order({"issued_on": datetime.date}, descending=True)},
    description=(
        "An item that is told by name (记名式传达): everybody of the list attended the meeting where it was told, or"
        " has a receipt. Numbers that may tell of few persons are null for callers who may not see the persons."
    ),
)
class Conveyance(Node):
    code: str = column("Code of the item (传达事项).")
    issued_on: datetime.date = column("The day that the item is of (事项日期).")
    status: ConveyanceStatus = column("Whether it is still told (传达状态).")
    closed_on: datetime.date | None = column("Since when nobody else is told (结束日期).")
    expected: int = column(
        "Whom it is to reach: the meeting's roster, or the register of its day (应传达人数)."
    )
    outstanding: int | None = column("Whom it has not reached (未传达人数).", family=CONVEYED)
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("conveyance_id")
    provenance = provenance("conveyance_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The branch or party group that tells it (传达组织).",
    )
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "The branch (党支部).")
    meeting = to_one(
        "graphql_api.types.meeting:Meeting",
        "meeting_id",
        "The meeting at which it is told; null: it is told one by one only (传达会议).",
    )
    receipts = to_many(
        "graphql_api.types.conveyance:ConveyanceReceipt", "conveyance_id", "One a person (接收名单)."
    )
    history = history()


ConveyanceReceiptWhere = where_type(
    __name__,
    "ConveyanceReceipt",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    conveyance=Filter(IdFilter, "{t}.conveyance_id", "By item of one list (传达).", ids=("Conveyance",)),
    code=Filter(TextFilter, "{t}.code", "By item, wherever it is told (传达事项)."),
    status=Filter(enum_filter(ReceiptStatus), "{t}.status", "By whether it reached them (接收状态)."),
    mode=Filter(enum_filter(ConveyanceMode), "{t}.mode", "By how they were told (传达方式)."),
    second_language=Filter(
        TextFilter, "{t}.second_language", "By language in which they were told besides (双语)."
    ),
    told_by=Filter(IdFilter, "{t}.by_id", "By who told them (传达人).", ids=("Member",)),
    issued_on=Filter(DateFilter, "{t}.issued_on", "By day of the item (事项日期)."),
    within=within(),
)
ConveyanceReceiptOrderField, ConveyanceReceiptOrder = order_type(
    __name__, "ConveyanceReceipt", ISSUED_ON="By day of the item (事项日期)."
)


@read_type(
    source="conveyance_receipt",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={
        "ISSUED_ON": Order({"issued_on": datetime.date, "conveyance_id": UUID}, descending=True),
    },
    description="How an item stands to one whom it is to reach (接收情况).",
)
class ConveyanceReceipt:
    code: str = column("Code of the item (传达事项).")
    issued_on: datetime.date = column("The day that the item is of (事项日期).")
    status: ReceiptStatus = column("Whether it has reached them, and by what that is known (接收状态).")
    attended_on: datetime.date | None = column(
        "The day of the meeting, if they were there, as attendance stands (到会日期)."
    )
    delivered_on: datetime.date | None = column("The day on which somebody told them (传达日期).")
    mode: ConveyanceMode | None = column("How they were told (传达方式).")
    second_language: str | None = column(
        "Code of the language in which they were told besides (双语传达语种)."
    )
    confirmed_on: datetime.date | None = column("The day of their own word (本人确认日期).")
    received_on: datetime.date | None = column(
        "The first of these days; null while it is outstanding (接收日期)."
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("conveyance_id")
    provenance = provenance("conveyance_id", "member_id")
    conveyance = to_one(
        "graphql_api.types.conveyance:Conveyance", "conveyance_id", "The item and its list (传达)."
    )
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The branch or party group that tells it (传达组织).",
    )
    member = to_one("graphql_api.types.member:Member", "member_id", "Whom it is to reach (党员).")
    told_by = to_one("graphql_api.types.member:Member", "by_id", "Who told them (传达人).")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (传达会议).")
