"""Transfer letters."""

from __future__ import annotations

import datetime
from enum import StrEnum
from uuid import UUID

import strawberry

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
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
from graphql_api.read.ids import encode_id
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale


class LetterSide(StrEnum):
    """Which end of a letter's way lies here."""

    OUT = "OUT"
    IN = "IN"


class LetterStatus(StrEnum):
    """How far a letter has come."""

    IN_FLIGHT = "IN_FLIGHT"
    RECEIVED = "RECEIVED"
    WITHDRAWN = "WITHDRAWN"


describe(
    LetterSide,
    "Which end of a transfer letter's way lies here (收发).",
    {"OUT": "Issued here (转出).", "IN": "To be received here (转入)."},
)
describe(
    LetterStatus,
    "How far a transfer letter has come (介绍信状态).",
    {
        "IN_FLIGHT": "Issued and not used; of no use after the last day of its validity (在途).",
        "RECEIVED": "Used: the home has moved (已接收).",
        "WITHDRAWN": "Taken back unused (已收回).",
    },
)

TransferLetterWhere = where_type(
    __name__,
    "TransferLetter",
    number=Filter(TextFilter, "{t}.number", "By number (编号)."),
    side=Filter(enum_filter(LetterSide), "{t}.side", "By side: issued or to be received here (收发)."),
    status=Filter(enum_filter(LetterStatus), "{t}.status", "By status (状态)."),
    other_county=Filter(TextFilter, "{t}.other_county", "By the other county's division code (对方县)."),
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    from_branch=Filter(IdFilter, "{t}.from_branch_id", "By branch (转出党支部).", ids=("Organisation",)),
    to_branch=Filter(IdFilter, "{t}.to_branch_id", "By branch (转入党支部).", ids=("Organisation",)),
    issued_on=Filter(DateFilter, "{t}.issued_on", "By day of issue (开具日期)."),
    valid_until=Filter(DateFilter, "{t}.valid_until", "By the last day of its validity (有效期至)."),
    within=within(),
)
TransferLetterOrderField, TransferLetterOrder = order_type(
    __name__, "TransferLetter", ISSUED_ON="By day of issue (开具日期)."
)


def _letter_id(stored: str) -> str:
    return encode_id("TransferLetter", UUID(stored))


@read_type(
    source="letter",
    key="side_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"ISSUED_ON": Order({"issued_on": datetime.date}, descending=True)},
    description=(
        "One side of a transfer letter (介绍信): where it was issued, or where it is received. Until it has been"
        " received the member's home stays where it was; one in flight whose `validUntil` is past is of no use."
    ),
)
class TransferLetter(Node):
    side: LetterSide = column("Whether it goes out from here or comes in (收发).")
    letter_id: strawberry.ID = column(
        "Id of the letter, the same on both of its sides, as mutations take it (介绍信标识).",
        sql="{t}.letter_id::text",
        convert=_letter_id,
    )
    number: str = column("Its number, unique in the county that issued it (编号).")
    status: LetterStatus = column("How far it has come (状态).")
    other_county: str | None = column(
        "Division code of the other county, to or from which it goes; null: within the county (对方县)."
    )
    issued_on: datetime.date = column("Day of issue (开具日期).")
    valid_until: datetime.date = column("The last day on which it may be received (有效期至).")
    received_on: datetime.date | None = column("The first day of the new home (接收日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("letter_id")
    provenance = provenance("side_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Whose home moves (党员).")
    from_branch = to_one(
        "graphql_api.types.organisation:Organisation",
        "from_branch_id",
        "The branch that it leaves (转出党支部); null: of another county.",
    )
    to_branch = to_one(
        "graphql_api.types.organisation:Organisation",
        "to_branch_id",
        "The branch to which it goes (转入党支部); null: of another county.",
    )
    history = to_many(
        "graphql_api.types.event:Event",
        "stream_id",
        "Every event of the letter, oldest first (变更历史).",
        column="letter_id",
    )
