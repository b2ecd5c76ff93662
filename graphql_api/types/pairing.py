"""Pairs: whom members look after."""

from __future__ import annotations

import datetime

import strawberry

from domain.pairing.events import PairKind
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Order,
    Place,
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
from graphql_api.types.stale import is_stale

__all__ = ["Pair", "PairKind", "PairOrder", "PairOrderField", "PairWhere", "Pairing"]

describe(
    PairKind,
    "Whom a member looks after (结对对象类型).",
    {
        "MEMBER": "Another member of the branch (党员).",
        "HOUSEHOLD": "A household (群众户).",
        "WORKER": "A worker or somebody else, of whom nothing is kept (职工群众).",
    },
)

PairWhere = where_type(
    __name__,
    "Pair",
    member=Filter(IdFilter, "{t}.member_id", "By who looks after somebody (联系人).", ids=("Member",)),
    partner=Filter(
        IdFilter, "{t}.partner_member_id", "By the member who is looked after (联系对象).", ids=("Member",)
    ),
    kind=Filter(enum_filter(PairKind), "{t}.kind", "By kind (对象类型)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    is_open=Filter(bool, "", "Whether it has no end (是否持续).", condition="({t}.to_on IS NULL) = {value}"),
    within=within(),
)
PairOrderField, PairOrder = order_type(__name__, "Pair", FROM="By first day (起始日期).")


@read_type(
    source="pairing",
    key="pairing_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    description="All whom a member looks after (结对联系): six to eight, findings say where it is otherwise.",
)
class Pairing:
    open_pairs: int = column("Pairs without an end (在联对数).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("pairing_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who looks after them (联系人).")
    pairs = to_many(
        "graphql_api.types.pairing:Pair", "pairing_id", "The pairs by date (结对对象).", where=False
    )


@read_type(
    source="pair",
    key="pair_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A member looking after another member, a household or a worker (结对) between two days.",
)
class Pair:
    pair_id: strawberry.ID = column("The event that made it, as its end names it (结对事件).")
    kind: PairKind = column("Whom the member looks after (对象类型).")
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("pairing_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who looks after somebody (联系人).")
    partner = to_one(
        "graphql_api.types.member:Member", "partner_member_id", "The member who is looked after (联系党员)."
    )
    household = to_one("graphql_api.types.household:Household", "household_id", "The household (联系户).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation",
        "branch_id",
        "The home branch on the first day (党支部).",
    )
