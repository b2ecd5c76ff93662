"""Where rollups are read from: as they stand, or put together for an earlier time.

Of big nodes the totals are kept by blocks of positions. As of a position they are those at the beginning of its block,
and the contributions that came and went since (the *rest*, at most 2,047 positions); about a day they are the whole
months before it, and of its month the days up to it. Small nodes have few contributions: they are added up anew.

The rows of `rollup` as they stand say which nodes and months there are: what anything ever counted in is never deleted.
So filters, orders and pages work on them, and sums are made for the rows of a page alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphql_api.read.filters import stood_below
from projections.contributions import COUNTER_TYPES, COUNTERS
from projections.framework.additions import BLOCK_POSITIONS

_BLOCK = f"({{position}} / {BLOCK_POSITIONS} * {BLOCK_POSITIONS})"
_AT_BLOCK = f"v.known_from < {_BLOCK} AND v.known_to >= {_BLOCK}"
_MONTH_OF_DAY = "date_trunc('month', {day}::timestamp)::date"
_END = "left({0}, -1) || '0'"  # the first path after a subtree


def _counters(form: str = "{0}", names: Iterable[str] = COUNTERS) -> str:
    return ", ".join(f"{form.format(name)} AS {name}" for name in names)


def _sums(alias: str) -> str:
    return ", ".join(f"sum({alias}.{name})::{type_} AS {name}" for name, type_ in COUNTER_TYPES.items())


def is_something(alias: str) -> str:
    """SQL: whether any counter of a row is not 0; none is less. A rollup of noughts is the same as none."""
    return f"({' + '.join(f'{alias}.{name}' for name in COUNTERS)}) > 0"


def _known(alias: str) -> str:
    return f"{alias}.known_from <= {{position}} AND {alias}.known_to > {{position}}"


def _in_block(position: str) -> str:
    # An index has this very expression: an equality, of which PostgreSQL can tell without the value how many rows it
    # has, so that one plan serves all positions.
    return f"({position} - 1) / {BLOCK_POSITIONS} = {{position}} / {BLOCK_POSITIONS}"


# What came and went between the beginning of the block and the position.
_REST = f"""
    SELECT v.month, v.day, v.org_path, v.grid_path, {_counters("v.{0}")}, v.known_from AS position
      FROM read_model.counted_versions AS v
     WHERE v.tenant_id = {{tenant}} AND {_in_block("v.known_from")} AND v.known_from <= {{position}}
    UNION ALL
    SELECT v.month, v.day, v.org_path, v.grid_path, {_counters("-v.{0}")}, v.known_to
      FROM read_model.counted_history AS v
     WHERE v.tenant_id = {{tenant}} AND {_in_block("v.known_to")} AND v.known_to <= {{position}}"""

_BIG_MONTH = f"""
    SELECT {_counters("v.{0}")}, v.position FROM read_model.rollup_versions AS v
     WHERE m.big AND v.tenant_id = m.tenant_id AND v.node_id = m.node_id AND v.month = m.month AND {_AT_BLOCK}
       AND m.month < {_MONTH_OF_DAY}"""

_BIG_DAYS = f"""
    SELECT {_counters("v.{0}")}, v.position FROM read_model.rollup_day_versions AS v
     WHERE m.big AND m.month = {_MONTH_OF_DAY} AND v.tenant_id = m.tenant_id AND v.node_id = m.node_id
       AND v.day >= m.month AND v.day <= {{day}} AND {_AT_BLOCK}"""


def _big_rest(rest: str) -> str:
    return f"""
    SELECT {_counters("r.{0}")}, r.position FROM {rest} AS r
     WHERE m.big AND r.month = m.month AND r.day <= {{day}}
       AND CASE m.node_type WHEN 'GRID' THEN r.grid_path ELSE r.org_path END >= m.path
       AND CASE m.node_type WHEN 'GRID' THEN r.grid_path ELSE r.org_path END < {_END.format("m.path")}"""


def _small(node_type: str, path: str) -> str:
    return f"""
    SELECT {_counters("v.{0}")}, v.known_from FROM read_model.counted_versions AS v
     WHERE NOT m.big AND m.node_type = '{node_type}' AND v.tenant_id = m.tenant_id AND v.month = m.month
       AND v.{path} >= m.path AND v.{path} < {_END.format("m.path")} AND {_known("v")} AND v.day <= {{day}}"""


def _at_former_places(counted: str, position: str, condition: str) -> str:
    """What counts at an organisation that went under another parent, and stands where that was before.

    OFFSET has the places looked up first: nearly no node has any.
    """
    return f"""
    SELECT {_counters("v.{0}")}, v.position FROM (
        SELECT DISTINCT p.org_path FROM read_model.organisation_place AS p
         WHERE {condition} AND m.node_type = 'ORGANISATION' AND p.tenant_id = m.tenant_id
           AND p.organisation_id = m.node_id AND p.org_path <> m.path) AS f
     CROSS JOIN LATERAL (
        SELECT {_counters("r.{0}")}, r.{position} AS position FROM {counted}
           AND r.org_path >= f.org_path AND r.org_path < {_END.format("f.org_path")} OFFSET 0) AS v"""


def _as_of(rest: str) -> str:
    small = (_small("ORGANISATION", "org_path"), _small("GRID", "grid_path"))
    former = (
        _at_former_places(
            f"{rest} AS r WHERE r.month = m.month AND r.day <= {{day}}", "position", condition="m.big"
        ),
        _at_former_places(
            "read_model.counted_versions AS r WHERE r.tenant_id = m.tenant_id AND r.month = m.month"
            f" AND {_known('r')} AND r.day <= {{day}}",
            "known_from",
            condition="NOT m.big",
        ),
    )
    parts = " UNION ALL".join((_BIG_MONTH, _BIG_DAYS, _big_rest(rest), *small, *former))
    return f"""
SELECT m.tenant_id, m.node_id, m.month, m.node_type, m.org_path, m.path, s.*
  FROM read_model.rollup AS m
 CROSS JOIN LATERAL (
    SELECT {_sums("x")}, max(x.position) AS position FROM ({parts}) AS x
    ) AS s
 WHERE m.tenant_id = {{tenant}} AND {is_something("s")}"""


ROLLUP = f"(SELECT * FROM {{rollup}} AS m WHERE {is_something('m')})"
# OFFSET keeps the conditions of place and month outside: the rest is to be looked up by position, where it is short,
# and not by place, where it may be long.
ROLLUP_AS_OF = f"({_as_of(f'({_REST} OFFSET 0)')})"

_SPAN = """(
SELECT m.tenant_id, m.node_id, m.node_type, m.org_path, m.path, {{first_month}}::date AS first_month,
       {{last_month}}::date AS last_month, {sums}, max(m.position) AS position
  FROM {rollup} AS m
 WHERE m.month BETWEEN {{first_month}} AND {{last_month}}
 GROUP BY m.tenant_id, m.node_id, m.node_type, m.org_path, m.path)"""

SPAN = _SPAN.format(sums=_sums("m"), rollup=ROLLUP)
# All months of a span are added up, so that the rest is looked up once for them.
SPAN_AS_OF = _SPAN.format(sums=_sums("m"), rollup=f"(WITH rest AS MATERIALIZED ({_REST}) {_as_of('rest')})")

# Entries of a node, {{up}}, wherever it stood: within the bounds of all its paths, and below one of them.
_BOUND = (
    "coalesce((SELECT o.{bound} FROM read_model.organisation AS o"
    " WHERE o.tenant_id = {{tenant}} AND o.organisation_id = {{up}}.node_id), {else_})"
)
BELOW = (
    f"{{t}}.path >= {_BOUND.format(bound='paths_from', else_='{up}.path')}"
    f" AND {{t}}.path < {_BOUND.format(bound='paths_to', else_=_END.format('{up}.path'))}"
    f" AND ({{t}}.path >= {{up}}.path AND {{t}}.path < {_END.format('{up}.path')}"
    f" OR {stood_below('{t}.path', '{up}.node_id')})"
)

# Contributions as either tree sees them, so that those below a node are a range of paths. No condition stands in the
# parts of the union: indexes give its order only without.
_BY_TREE = """(
SELECT c.*, 'ORGANISATION' AS tree, c.org_path AS path FROM {contribution} AS c
 UNION ALL SELECT c.*, 'GRID', c.grid_path FROM {contribution} AS c)"""

ENTRY = _BY_TREE
ENTRY_AS_OF = f"""(
SELECT * FROM {_BY_TREE.format(contribution="read_model.contribution_versions")} AS e
 WHERE e.tenant_id = {{tenant}} AND {_known("e")} AND e.day <= {{day}})"""
