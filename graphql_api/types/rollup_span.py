"""Rollups of a span of months."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import strawberry

from graphql_api.read import (
    BadUserInputError,
    By,
    FieldGroup,
    Link,
    Place,
    column,
    read_type,
    root_one,
    to_linked,
    to_one,
)
from graphql_api.scalars import Position
from graphql_api.types.figures import Figures
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.rollup_sources import BELOW, SPAN, SPAN_AS_OF
from graphql_api.types.stale import are_stale

MOST_MONTHS = 120


@read_type(
    source=SPAN,
    as_of=SPAN_AS_OF,
    key="node_id",
    scope=Place(grid="CASE {t}.node_type WHEN 'GRID' THEN {t}.path END"),
    group=FieldGroup.FIGURES,
    description="What happened at a node of either tree, and below it, in some months on end (多月汇总).",
)
class RollupSpan(Figures):
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    first_month: datetime.date = column("First day of the first month (起始月份).")
    last_month: datetime.date = column("First day of the last month (截止月份).")
    position: Position = column("Position of the last event that changed it (日志位置).")
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    months = to_linked(
        "graphql_api.types.rollup:Rollup",
        Link(
            "{t}.node_id = {up}.node_id AND {t}.month BETWEEN {up}.first_month AND {up}.last_month",
            {"node_id": "uuid", "first_month": "date", "last_month": "date"},
        ),
        "Its months, those in which something happened (各月汇总).",
        where=False,
    )
    entries = to_linked(
        "graphql_api.types.rollup_entry:RollupEntry",
        Link(
            "{t}.tree = {up}.node_type AND {t}.month BETWEEN {up}.first_month AND {up}.last_month"
            f" AND {BELOW}",
            {
                "node_id": "uuid",
                "node_type": "text",
                "first_month": "date",
                "last_month": "date",
                "path": "text",
            },
        ),
        "What it is the sum of: everything at the node and below that counts in these months (构成明细).",
    )


def month_of(text: str) -> datetime.date:
    """The first day of a month given as "2025-03". Raises BadUserInputError."""
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise BadUserInputError("月份应写作“2025-03”。", 'Give the month as "2025-03".') from None


def check_months(values: Mapping[str, Any]) -> None:
    """Raise BadUserInputError for a span that ends before it begins, or is too long."""
    first, last = values["first_month"], values["last_month"]
    if not 0 <= (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS:
        raise BadUserInputError(
            f"起始月份不得晚于截止月份，且最多 {MOST_MONTHS} 个月。",
            f"`from` must not be after `to`, and a span has at most {MOST_MONTHS} months.",
        )


rollup_span = root_one(
    "graphql_api.types.rollup_span:RollupSpan",
    "A node's rollup of some months on end (多月汇总); null if nothing happened in them.",
    By(
        "node",
        "{t}.node_id",
        strawberry.ID,
        "An organisation or a grid (节点).",
        ids=("Organisation", "Grid"),
    ),
    By(
        "first_month",
        None,
        str,
        'The first month, as "2025-01" (起始月份).',
        convert=month_of,
        argument="from",
    ),
    By("last_month", None, str, 'The last month, as "2025-06" (截止月份).', convert=month_of, argument="to"),
    check=check_months,
)
