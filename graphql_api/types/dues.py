"""Membership dues: what members owe and paid, and the ledgers of branches."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    order_type,
    read_type,
    to_linked,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Fen, Position
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import are_stale, is_stale

DuesChargeWhere = where_type(
    __name__,
    "DuesCharge",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    branch=Filter(
        IdFilter, "{t}.branch_id", "By the branch to which it is owed (党支部).", ids=("Organisation",)
    ),
    month=Filter(DateFilter, "{t}.month", "By the first day of the month (月份)."),
    is_paid=Filter(
        bool,
        "",
        "Whether nothing of it is owed any more: it was paid, or is 0 (是否已交，免交视为已交).",
        # Word for word the expression of an index.
        condition="CASE WHEN {t}.amount_fen > 0 THEN {t}.paid_on IS NULL ELSE false END <> {value}",
    ),
    receipt_number=Filter(TextFilter, "{t}.receipt_number", "By the number of the receipt (票据号)."),
    within=within(),
)
DuesChargeOrderField, DuesChargeOrder = order_type(__name__, "DuesCharge", MONTH="By month (月份).")
DuesMonthWhere = where_type(
    __name__,
    "DuesMonth",
    branch=Filter(IdFilter, "{t}.branch_id", "By branch (党支部).", ids=("Organisation",)),
    month=Filter(DateFilter, "{t}.month", "By the first day of the month (月份)."),
    within=within(),
)
DuesMonthOrderField, DuesMonthOrder = order_type(__name__, "DuesMonth", MONTH="By month (月份).")


@read_type(
    source="dues_year",
    key="dues_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"YEAR": Order({"year": int}, descending=True)},
    description="A member's dues of a year (年度党费); money in fen (分).",
)
class DuesYear:
    year: int = column("The year (年度).")
    assessed_fen: Fen = column("Owed for the months assessed so far, in fen (应交，分).")
    paid_fen: Fen = column("Paid, reversed payments left out, in fen (已交，分).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("dues_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Whose they are (党员).")
    charges = to_many(
        "graphql_api.types.dues:DuesCharge", "dues_id", "Month by month (各月应交).", where=False
    )


@read_type(
    source="dues_charge",
    key="dues_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"MONTH": Order({"month": datetime.date})},
    description="What a member owes for a month (应交党费), and the payment and receipt for it.",
)
class DuesCharge:
    month: datetime.date = column("The first day of the month (月份).")
    amount_fen: Fen = column("What is owed, in fen; 0: exempt (应交，分).")
    payment: strawberry.ID | None = column(
        "The event that recorded the payment, as receipts and reversals name it; null: not paid (缴纳事件)."
    )
    paid_on: datetime.date | None = column("The day of the payment (缴纳日期).")
    receipt_number: str | None = column("Number of the receipt; null: none was issued (票据号).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("dues_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who owes it (党员).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation",
        "branch_id",
        "The home on the first of the month, to which it is owed (党支部).",
    )


@read_type(
    source="dues_month",
    key="dues_month_id",
    scope=Place(),
    group=FieldGroup.PERSON,
    orders={"MONTH": Order({"month": datetime.date}, descending=True)},
    description=(
        "A branch's ledger of a month (党费收缴台账) beside its register and its receipts (一册、一账、一票): where"
        " they do not fit together, findings of the kinds DUES_ROSTER_MISMATCH and DUES_MISMATCH say so."
    ),
)
class DuesMonth(Node):
    month: datetime.date = column("The first day of the month (月份).")
    on_register: int = column("Members on the branch's register on that day (在册人数).")
    assessed: int = column("Members of whom it is said what they owe (应交人数).")
    payers: int = column("Members who paid (已交人数).")
    receipts: int = column("Members who have a receipt for it (已开票人数).")
    assessed_fen: Fen = column("Owed by all of them, in fen (应交合计，分).")
    paid_fen: Fen = column("Paid by all of them, in fen (已交合计，分).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = are_stale()
    provenance = provenance("dues_month_id")
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "The branch (党支部).")
    charges = to_linked(
        "graphql_api.types.dues:DuesCharge",
        Link(
            "{t}.branch_id = {up}.branch_id AND {t}.month = {up}.month",
            {"branch_id": "uuid", "month": "date"},
        ),
        "What its members owe for the month (各党员应交).",
    )
