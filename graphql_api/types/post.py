"""Posts."""

from __future__ import annotations

import datetime

from domain.accounts.events import PostRole
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
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = ["Post", "PostOrder", "PostOrderField", "PostRole", "PostWhere"]

describe(
    PostRole,
    "Roles whose power a post gives (职务).",
    {
        "COUNTY_SECRETARY": "Keeps the records of the whole county (县级管理员).",
        "TOWNSHIP_SECRETARY": "Keeps the records of a township and all below it (乡镇书记).",
        "BRANCH_SECRETARY": "Keeps the records of one branch (支部书记).",
        "GRID_WORKER": "Answers for a grid and all below it (网格员).",
    },
)

PostWhere = where_type(
    __name__,
    "Post",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    grid=Filter(IdFilter, "{t}.grid_id", "By grid (网格).", ids=("Grid",)),
    role=Filter(enum_filter(PostRole), "{t}.role", "By role (职务)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By the day after the last (截止日期)."),
    handover_due_on=Filter(
        DateFilter,
        "{t}.handover_due_on",
        "By the end of a post from which a handover is still to be signed for (应交接日期).",
    ),
    within=within(),
)
PostOrderField, PostOrder = order_type(__name__, "Post", FROM_ON="By first day (起始日期).")


@read_type(
    source="post",
    key="post_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM_ON": Order({"from_on": datetime.date}, descending=True)},
    description="A member's post (职务): the power of a role at one place, between two days.",
)
class Post(Node):
    role: PostRole = column("The role whose power it gives (职务).")
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null: until somebody ends it (截止日期).")
    is_deputy: bool = column("Whether as the deputy of whoever holds it (副职).")
    handover_due_on: datetime.date | None = column(
        "Of a branch secretary's post, no deputy's, that has an end: that day, until both sides have signed for every"
        " item of a handover from it; null also once the branch is no more (应交接日期)."
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("post_id")
    provenance = provenance("post_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who holds it (任职人).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation at which it is held (任职组织); null: at a grid.",
    )
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid at which it is held (任职网格).")
    history = history()
