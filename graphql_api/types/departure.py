"""Departures from rules that are kept as a rule: why something was not done in a period."""

from __future__ import annotations

import datetime

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
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

_ORGANISATION = "graphql_api.types.organisation:Organisation"

DepartureWhere = where_type(
    __name__,
    "Departure",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    series=Filter(TextFilter, "{t}.series", "By series of the rule, such as `pack/rule` (规定条目)."),
    reason=Filter(TextFilter, "{t}.reason", "By coded reason (理由)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day of the period (期间首日)."),
    within=within(),
)
DepartureOrderField, DepartureOrder = order_type(
    __name__, "Departure", FROM_ON="By first day of the period (期间首日)."
)


@read_type(
    source="departure",
    key="departure_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"FROM_ON": Order({"from_on": datetime.date}, descending=True)},
    description=(
        "Why an organisation did not do in a period what a rule asks for that is kept as a rule (偏离说明)."
        " It excuses what was missed from the day on which it was given."
    ),
)
class Departure(Node):
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    period: str = column("The period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间).")
    from_on: datetime.date = column("Its first day (期间首日).")
    given_on: datetime.date = column("The day from which it excuses (说明日期).")
    reason: str = column("Coded reason (理由).")
    document_id: strawberry.ID | None = column("UUID of the document that states it in full (说明文件).")
    is_withdrawn: bool = column(
        "It was taken back, and excuses nothing on any day (是否撤回).", sql="{t}.withdrawn"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("departure_id")
    provenance = provenance("departure_id")
    organisation = to_one(_ORGANISATION, "organisation_id", "Whose it is (组织).")
    adopted_at = to_one(_ORGANISATION, "node_id", "At which the rule was adopted (施行组织).")
    document = to_one(
        "graphql_api.types.document:Document",
        "document_id",
        "The document that states it in full (说明文件).",
    )
    approver = to_one(
        _ORGANISATION, "approved_by", "Who approved it: itself or one above; null: nobody did (批准组织)."
    )
    history = history()
