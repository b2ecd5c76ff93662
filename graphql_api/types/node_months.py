"""The arguments of figures that are counted at a node in some months."""

from __future__ import annotations

import strawberry

from graphql_api.read import By
from graphql_api.types.rollup_span import month_of

BY_NODE = By(
    "node",
    "{t}.node_id",
    strawberry.ID,
    "An organisation or a grid (节点).",
    ids=("Organisation", "Grid"),
    must_exist=True,
)
BY_NODE_AND_MONTHS = (
    BY_NODE,
    By(
        "first_month",
        None,
        str,
        'The first month, as "2026-01" (起始月份).',
        convert=month_of,
        argument="from",
    ),
    By("last_month", None, str, 'The last month, as "2026-06" (截止月份).', convert=month_of, argument="to"),
)
MONTHS = {"first_month": "date", "last_month": "date"}
