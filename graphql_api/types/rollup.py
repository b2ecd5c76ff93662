"""Rollups: what happened at a node in a month."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.figures import Figures
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.rollup_sources import BELOW, ROLLUP, ROLLUP_AS_OF
from graphql_api.types.stale import are_stale

RollupWhere = where_type(
    __name__,
    "Rollup",
    node=Filter(IdFilter, "{t}.node_id", "By node (节点).", ids=("Organisation", "Grid")),
    node_type=Filter(enum_filter(NodeType), "{t}.node_type", "By tree (节点类型)."),
    month=Filter(
        DateFilter,
        "{t}.month",
        "By month; any day of it stands for it (月份).",
        convert=lambda day: day.replace(day=1),
    ),
    within=within(),
)
RollupOrderField, RollupOrder = order_type(__name__, "Rollup", MONTH="By month (月份).")


@read_type(
    source=ROLLUP,
    as_of=ROLLUP_AS_OF,
    key="node_id",
    scope=Place(grid="CASE {t}.node_type WHEN 'GRID' THEN {t}.path END"),
    group=FieldGroup.FIGURES,
    orders={"MONTH": Order({"month": datetime.date})},
    description="What happened at a node of either tree, and below it, in a month (汇总).",
)
class Rollup(Figures):
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    month: datetime.date = column("First day of the month (月份).")
    position: Position = column("Position of the last event that changed it (日志位置).")
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    entries = to_linked(
        "graphql_api.types.rollup_entry:RollupEntry",
        Link(
            f"{{t}}.tree = {{up}}.node_type AND {{t}}.month = {{up}}.month AND {BELOW}",
            {"node_id": "uuid", "node_type": "text", "month": "date", "path": "text"},
        ),
        "What it is the sum of: everything at the node and below that counts in the month (构成明细).",
    )
