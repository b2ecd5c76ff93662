"""Accounts that belong to members."""

from __future__ import annotations

import datetime

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
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

AccountLinkWhere = where_type(
    __name__,
    "AccountLink",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    linked_on=Filter(
        DateFilter, "{t}.linked_on", "By the day from which it belongs to the member (关联日期)."
    ),
    within=within(),
)
AccountLinkOrderField, AccountLinkOrder = order_type(
    __name__, "AccountLink", LINKED_ON="By the day from which it belongs to the member (关联日期)."
)


@read_type(
    source="account_link",
    key="account_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"LINKED_ON": Order({"linked_on": datetime.date}, descending=True)},
    description=(
        "An account that belongs to a member (账号关联). What the account is called its provider knows; here it has"
        " an id that follows from issuer and subject."
    ),
)
class AccountLink(Node):
    linked_on: datetime.date = column("The day from which it belongs to the member (关联日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("account_id")
    provenance = provenance("member_id", "account_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Whose it is (党员).")
    history = history()
