"""Node houses."""

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

MemberNodeHouseWhere = where_type(
    __name__,
    "MemberNodeHouse",
    branch=Filter(IdFilter, "{t}.branch_id", "By branch (党支部).", ids=("Organisation",)),
    review_due_on=Filter(
        DateFilter, "{t}.review_due_on", "By the day until which it has to be reviewed (应考评日期)."
    ),
    within=within(),
)
MemberNodeHouseOrderField, MemberNodeHouseOrder = order_type(
    __name__, "MemberNodeHouse", REVIEW_DUE="By the day until which it has to be reviewed (应考评日期)."
)


@read_type(
    source="member_node_house",
    key="member_node_house_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"REVIEW_DUE": Order({"review_due_on": datetime.date})},
    description="A member's house that is the node of the members around (党员中心户), reviewed each half-year.",
)
class MemberNodeHouse(Node):
    named_on: datetime.date = column("The day on which it was named (确定日期).")
    held_since: datetime.date = column("First day of the member whose house it is (现任起始日期).")
    reviewed_on: datetime.date | None = column("The last review of this member's (最近考评日期).")
    passed: bool | None = column("Whether that review was passed (是否合格).")
    review_due_on: datetime.date = column("Half a year after the last review, or the first day (应考评日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("member_node_house_id")
    provenance = provenance("member_node_house_id")
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "Its branch (党支部).")
    holder = to_one("graphql_api.types.member:Member", "member_id", "Whose house it is (中心户党员).")
    history = history()
