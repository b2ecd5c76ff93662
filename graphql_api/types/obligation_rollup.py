"""Obligations rolled up: what was opened and closed in some months, and what is open and overdue."""

from __future__ import annotations

import datetime

from graphql_api.read import By, FieldGroup, Link, Place, column, read_type, root_one, to_linked, to_one
from graphql_api.read.specs import COUNTING
from graphql_api.types.node_figures import figure_of_persons
from graphql_api.types.node_months import BY_NODE_AND_MONTHS
from graphql_api.types.node_sources import NODE_COLUMNS, OF_OBLIGATION, at_node, node, owed, where_covered
from graphql_api.types.obligation import IS_OVERDUE
from graphql_api.types.obligation_enums import Consequence
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.rollup_span import check_months
from graphql_api.types.stale import are_stale

_NODE = node(
    ", {first_month}::date AS first_month, {last_month}::date AS last_month, {consequence}::text AS consequence"
)
_IN_MONTHS = "{0} >= {m}.first_month AND {0} < ({m}.last_month::timestamp + interval '1 month')::date"


def _in_months(day: str, node: str) -> str:
    return _IN_MONTHS.replace("{0}", day).replace("{m}", node)


def _closed(status: str) -> str:
    ended = f"o.status = '{status}' AND {_in_months('o.closed_on', 'm')}"
    return f"count(*) FILTER (WHERE {ended})::int AS {status.lower()}"


# What may count, each in one of three parts that have an index of their own: together, PostgreSQL would look through
# all that ever was owed there.
_CAME = _in_months("p.opened_on", "m")
_PARTS = (
    "p.status = 'OPEN'",
    f"p.status <> 'OPEN' AND {_CAME}",
    f"p.status <> 'OPEN' AND {_in_months('p.closed_on', 'm')} AND NOT ({_CAME})",
)
_THERE = {
    "ORGANISATION": owed("ORGANISATION", "p", "m", OF_OBLIGATION),
    "GRID": f"{where_covered('p', 'm')} AND {owed('GRID', 'p', 'm', OF_OBLIGATION)}",
}
_COUNTS = f"""
    SELECT count(*) FILTER (WHERE {_in_months("o.opened_on", "m")})::int AS opened,
           {", ".join(map(_closed, ("FULFILLED", "WAIVED", "WITHDRAWN")))},
           count(*) FILTER (WHERE o.status = 'OPEN')::int AS open,
           count(*) FILTER (WHERE {IS_OVERDUE.replace("{t}", "o")})::int AS overdue
      FROM ({
    " UNION ALL ".join(
        "SELECT p.* FROM {obligation} AS p"
        f" WHERE m.node_type = '{tree}' AND p.tenant_id = {{tenant}} AND {part} AND {there}"
        " AND (m.consequence IS NULL OR p.consequence = m.consequence)"
        for tree, there in _THERE.items()
        for part in _PARTS
    )
}) AS o"""
_COUNTED = "({up}.consequence IS NULL OR {t}.consequence = {up}.consequence)"


@read_type(
    source=f"(SELECT m.*, o.* FROM ({_NODE}) AS m CROSS JOIN LATERAL ({_COUNTS}) AS o)",
    key="node_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "Obligations owed at a node of either tree and below it (责任汇总): what came and went in some months, and what"
        " is left to do. It counts where who owes it stands, what is about an organisation where that does, and in the"
        " grid that covers them. Figures are null for callers who may not see the persons."
    ),
)
class ObligationRollup:
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    first_month: datetime.date = column("First day of the first month (起始月份).")
    last_month: datetime.date = column("First day of the last month (截止月份).")
    consequence: Consequence | None = column("What is due (应予处理); null: whatever it is.")
    opened: int | None = figure_of_persons("Opened in these months (新立项).")
    fulfilled: int | None = figure_of_persons("Done in these months (已办结).")
    waived: int | None = figure_of_persons("Let be in these months (已免办).")
    withdrawn: int | None = figure_of_persons("Withdrawn in these months, and not opened again (已撤销).")
    open: int | None = figure_of_persons(
        "Open, whenever they were opened (未办结): now, or `asOf` the last day of a period at its end."
    )
    overdue: int | None = figure_of_persons("Of these: their day is over (已逾期).")
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    obligations = to_linked(
        "graphql_api.types.obligation:Obligation",
        Link(f"{_COUNTED} AND {at_node(OF_OBLIGATION)}", {**NODE_COLUMNS, "consequence": "text"}),
        "All that is or was owed there, of the consequence asked for (责任明细): by `where` those of one figure.",
    )


obligation_rollup = root_one(
    "graphql_api.types.obligation_rollup:ObligationRollup",
    "Obligations at a node and below it: opened, done, waived and withdrawn in some months, open and overdue"
    " (责任汇总).",
    *BY_NODE_AND_MONTHS,
    By(
        "consequence",
        None,
        Consequence,
        "Those of one consequence alone (应予处理); whatever it is by default.",
        convert=str,
        optional=True,
    ),
    check=check_months,
    cost=COUNTING,
)
