"""Responsibility grids."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    Everyone,
    FieldGroup,
    Filter,
    IntFilter,
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
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

GridWhere = where_type(
    __name__,
    "Grid",
    level=Filter(IntFilter, "{t}.level", "By level, 1 to 5 (层级)."),
    division_code=Filter(TextFilter, "{t}.division_code", "By division code (行政区划代码)."),
    within=within(),
)
GridOrderField, GridOrder = order_type(
    __name__, "Grid", TREE="Parents before children, in order of definition (树序)."
)


_BELOW = Link(
    "{t}.grid_path >= {up}.grid_path AND {t}.grid_path < left({up}.grid_path, -1) || '0'",
    {"grid_path": "text"},
)


@read_type(
    source="grid",
    key="grid_id",
    scope=Everyone(Place(grid="{t}.grid_path")),
    group=FieldGroup.STRUCTURE,
    orders={"TREE": Order({"grid_path": str})},
    description="A node of the five-level tree of responsibility (网格), apart from geometry.",
)
class Grid(Node):
    level: int = column("Level: 1 a district of the county, 5 reaches households (网格层级).")
    name: str = column("Name (名称).")
    division_code: str | None = column("Division code of the place it stands in (行政区划代码).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("grid_id")
    provenance = provenance("grid_id")
    parent = to_one("graphql_api.types.grid:Grid", "parent_id", "The node above (上级网格).")
    children = to_many("graphql_api.types.grid:Grid", "parent_id", "Nodes below it (下级网格).")
    responsible = to_many(
        "graphql_api.types.grid:GridResponsible",
        "grid_id",
        "Who answers for it, by date (责任人).",
        where=False,
    )
    coverage = to_many(
        "graphql_api.types.grid:GridCoverage",
        "grid_id",
        "Organisations that it covers, by date (覆盖组织).",
        where=False,
    )
    residents = to_many(
        "graphql_api.types.standing:Residence",
        "grid_id",
        "Members who live in it, by date (居住党员).",
        where=False,
    )
    posts = to_many("graphql_api.types.post:Post", "grid_id", "Posts held here, latest first (任职).")
    rollups = to_many("graphql_api.types.rollup:Rollup", "node_id", "What happened in it, by month (汇总).")
    households = to_linked(
        "graphql_api.types.household:Household", _BELOW, "Households in it and below, by number (户)."
    )
    visits = to_linked(
        "graphql_api.types.household:Visit", _BELOW, "Visits to them, latest first (走访记录)."
    )
    issues = to_linked(
        "graphql_api.types.issue:Issue", _BELOW, "Issues that came up in it and below, latest first (问题)."
    )
    history = history()


@read_type(
    source="grid_responsible",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A person answering for a grid (网格责任人) between two days.",
)
class GridResponsible:
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid (网格).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (责任人).")


@read_type(
    source="grid_coverage",
    key="organisation_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A grid covering an organisation (网格覆盖) between two days.",
)
class GridCoverage:
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid (网格).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "The organisation (组织)."
    )
