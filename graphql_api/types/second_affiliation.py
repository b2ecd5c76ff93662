"""Second affiliations."""

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

SecondAffiliationWhere = where_type(
    __name__,
    "SecondAffiliation",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By branch (党支部).", ids=("Organisation",)),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By the day after the last (截止日期)."),
    within=within(),
)
SecondAffiliationOrderField, SecondAffiliationOrder = order_type(
    __name__, "SecondAffiliation", FROM_ON="By first day (起始日期)."
)


@read_type(
    source="second_affiliation",
    key="second_affiliation_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM_ON": Order({"from_on": datetime.date}, descending=True)},
    description=(
        "A member's taking part in a branch beside the home (第二组织关系), such as that of the residential quarter. It"
        " moves neither home nor vote: rosters and quorums are of the home alone."
    ),
)
class SecondAffiliation(Node):
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("second_affiliation_id")
    provenance = provenance("second_affiliation_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who takes part (党员).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "The branch (党支部)."
    )
    history = history()
