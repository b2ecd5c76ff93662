"""Households of the grids, and visits to them."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
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
    within_grid,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

# In the tree of organisations by whoever looks after it, in that of the grids by where it is.
IN_BOTH_TREES = Place(grid="{t}.grid_path")

# Visits where it belongs now: whoever may see the household may see these.
_VISITS = (
    "FROM {visit} AS v WHERE v.tenant_id = {t}.tenant_id AND v.household_id = {t}.household_id"
    " AND v.grid_id = {t}.grid_id AND v.organisation_id = {t}.organisation_id"
)
_VISITED = f"SELECT {_VISITS} AND v.visited_on >= {{value}}"

HouseholdWhere = where_type(
    __name__,
    "Household",
    number=Filter(IntFilter, "{t}.number", "By number (户号)."),
    organisation=Filter(
        IdFilter,
        "{t}.organisation_id",
        "By organisation that looks after it (联系组织).",
        ids=("Organisation",),
    ),
    ended_on=Filter(DateFilter, "{t}.ended_on", "By the first day without it (注销日期)."),
    visited_since=Filter(
        datetime.date,
        "",
        "Visited where it belongs now, on this day or later (此日起走访过).",
        condition=f"EXISTS ({_VISITED})",
    ),
    not_visited_since=Filter(
        datetime.date,
        "",
        "Not visited where it belongs now, on this day or later (此日起未走访).",
        condition=f"NOT EXISTS ({_VISITED})",
    ),
    within=within(),
    within_grid=within_grid(),
)
HouseholdOrderField, HouseholdOrder = order_type(__name__, "Household", NUMBER="By number (户号).")


@read_type(
    source="household",
    key="household_id",
    scope=IN_BOTH_TREES,
    group=FieldGroup.GRID_WORK,
    orders={"NUMBER": Order({"number": int})},
    description="A household (户) in a grid of the fifth level; of the people in it nothing is known but its number.",
)
class Household(Node):
    number: int = column("Its number, which no other of the county has (户号).")
    from_on: datetime.date = column("Since when it belongs to its grid and organisation (起始日期).")
    ended_on: datetime.date | None = column("The first day without it; null while it is there (注销日期).")
    last_visited_on: datetime.date | None = column(
        "The day of the latest visit where it belongs now (最近走访日期).",
        sql=f"(SELECT max(v.visited_on) {_VISITS})",
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("household_id")
    provenance = provenance("household_id")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid to which it belongs (所属网格).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation that looks after it (联系组织).",
    )
    visits = to_many(
        "graphql_api.types.household:Visit", "household_id", "Visits to it, latest first (走访记录)."
    )
    issues = to_many(
        "graphql_api.types.issue:Issue", "household_id", "Issues that came up there, latest first (问题)."
    )
    history = history()


VisitWhere = where_type(
    __name__,
    "Visit",
    visited_on=Filter(DateFilter, "{t}.visited_on", "By day (走访日期)."),
    within=within(),
    within_grid=within_grid(),
)
VisitOrderField, VisitOrder = order_type(__name__, "Visit", VISITED_ON="By day (走访日期).")


@read_type(
    source="visit",
    key="visit_id",
    scope=IN_BOTH_TREES,
    group=FieldGroup.GRID_WORK,
    orders={"VISITED_ON": Order({"visited_on": datetime.date}, descending=True)},
    description="A visit to a household (走访), where it belonged that day.",
)
class Visit(Node):
    visited_on: datetime.date = column("The day (走访日期).")
    event_id: strawberry.ID = column("The event that recorded it (事件).", sql="{t}.visit_id")
    position: Position = column("Position of that event (日志位置).")
    is_stale: bool = is_stale("household_id")
    household = to_one("graphql_api.types.household:Household", "household_id", "The household (户).")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid to which it belonged that day (网格).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation that looked after it that day (联系组织).",
    )
    member = to_one("graphql_api.types.member:Member", "member_id", "Who went, if that was said (走访人).")
