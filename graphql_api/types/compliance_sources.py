"""Where figures of compliance are read from: added up when they are asked for, from one row a rule, organisation and
period.

A row counts at every organisation that it lay below at its outset, wherever that stood, and in every grid above the one
that covered the organisation then: the places by which `where: {within, withinGrid}` finds it. The conditions of a
question (a node, or what it stands below; first days of periods) are on what is grouped by, so PostgreSQL looks up
those rows alone.
"""

from __future__ import annotations

from graphql_api.read.filters import stood_below
from projections.compliance.tables import VOID

STATUSES = (
    "NOT_REQUIRED",
    "NOT_YET_DUE",
    "PENDING",
    "AT_RISK",
    "PASSED",
    "OFF_WINDOW",
    "MISSED",
    "EXCUSED",
    "UNKNOWN",
)
_COUNTS = ", ".join(
    f"count(*) FILTER (WHERE c.status = '{status}')::int AS {status.lower()}" for status in STATUSES
)
_BY = "c.version_id, c.node_id, c.series, c.policy_kind, c.organisation_kind"
_RULE = "c.version_id, c.node_id AS adopted_at, c.series, c.policy_kind, c.organisation_kind"
_PERIOD = "c.period, c.unit, c.from_on, c.to_on"
# What lists go on by: never null, and nothing that an index is ordered by. Rows are to be looked up by place and
# period; in the order of their series PostgreSQL would go through all, for a page that is full before the end.
_ORDER = "c.series || '' AS sort_series, c.from_on AS sort_on, c.unit AS sort_unit"
_NO_ORDER = "c.series || '' AS sort_series, DATE '0001-01-01' AS sort_on, ''::text AS sort_unit"
_NO_PERIOD = "NULL::text AS period, NULL::text AS unit, NULL::date AS from_on, NULL::date AS to_on"

_BELOW = (
    "c.org_path >= n.paths_from AND c.org_path < n.paths_to"
    f" AND (n.placed_from IS NULL OR {stood_below('c.org_path', 'n.organisation_id')})"
)
_NODES = {  # columns, table, what lies below a node
    "ORGANISATION": ("n.organisation_id", "organisation", _BELOW),
    "GRID": (
        "n.grid_id",
        "grid",
        "c.grid_path >= n.grid_path AND c.grid_path < left(n.grid_path, -1) || '0'",
    ),
}


def _figures(node_type: str, period: str, condition: str) -> str:
    node_id, table, below = _NODES[node_type]
    by = "" if period == _NO_PERIOD else f", {period}"
    return f"""
    SELECT n.tenant_id, '{node_type}' AS node_type, {node_id} AS node_id, n.parent_id, n.org_path,
           {_RULE}, {period}, {_ORDER if by else _NO_ORDER},
           count(*)::int AS slots, {_COUNTS}, max(c.position) AS position
      FROM {{{table}}} AS n
      JOIN {{compliance}} AS c ON c.tenant_id = n.tenant_id AND {below}
     WHERE n.tenant_id = {{tenant}} AND c.tenant_id = {{tenant}} AND c.status <> '{VOID}' AND {condition}
     GROUP BY n.tenant_id, {node_id}, n.parent_id, n.org_path, {_BY}{by}"""


# With periods, and of rules about how organisations are made up, which have none: each as either tree sees them.
FIGURES = "({})".format(
    " UNION ALL".join(
        _figures(node_type, period, condition)
        for node_type in _NODES
        for period, condition in ((_PERIOD, "c.unit IS NOT NULL"), (_NO_PERIOD, "c.unit IS NULL"))
    )
)

# The one node that is asked for, of either tree.
NODE = """(
SELECT n.tenant_id, 'ORGANISATION' AS node_type, n.organisation_id AS node_id, n.org_path,
       {first_month}::date AS first_month, {last_month}::date AS last_month FROM {organisation} AS n
 UNION ALL
SELECT n.tenant_id, 'GRID', n.grid_id, n.org_path, {first_month}::date, {last_month}::date FROM {grid} AS n)"""

# Of the periods that have a day in these months. Their first days are few and known, so each is looked up by itself.
TOUCHING = (
    "{t}.from_on = ANY (read_model.first_days_touching({up}.first_month, {up}.last_month))"
    " AND {t}.to_on >= {up}.first_month"
)
# The rows that a figure counts.
COUNTED = (
    "{t}.series = {up}.series AND {t}.version_id = {up}.version_id AND {t}.node_id = {up}.adopted_at"
    " AND {t}.organisation_kind = {up}.organisation_kind"
    " AND {t}.period = coalesce({up}.period, '') AND ({up}.from_on IS NULL OR {t}.from_on = {up}.from_on)"
    " AND CASE {up}.node_type WHEN 'GRID' THEN EXISTS (SELECT FROM {grid} AS n WHERE n.tenant_id = {t}.tenant_id"
    " AND n.grid_id = {up}.node_id AND {t}.grid_path >= n.grid_path AND {t}.grid_path < left(n.grid_path, -1) || '0')"
    " ELSE EXISTS (SELECT FROM {organisation} AS n WHERE n.tenant_id = {t}.tenant_id"
    " AND n.organisation_id = {up}.node_id AND {t}.org_path >= n.paths_from AND {t}.org_path < n.paths_to"
    f" AND (n.placed_from IS NULL OR {stood_below('{t}.org_path', 'n.organisation_id')})) END"
)
