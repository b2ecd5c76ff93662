"""A node of either tree as a row of its own, and what lies at it and below it: for figures that are counted when they
are asked for.

What happened counts where it did: at the organisation's place of that day, and in the grid of that day, both kept with
each `contribution`. What is left to do counts where its organisation stands, and in the grid that covers it.
"""

from __future__ import annotations

from graphql_api.read.filters import stood_below

_END = "left({0}, -1) || '0'"  # the first path after a subtree
_GRIDS = f"g.grid_path >= {{n}}.path AND g.grid_path < {_END.format('{n}.path')}"


def node(more: str = "") -> str:
    """SQL of all nodes, with more columns of each."""
    return f"""
SELECT n.tenant_id, 'ORGANISATION' AS node_type, n.organisation_id AS node_id, n.org_path, n.org_path AS path{more}
  FROM {{organisation}} AS n
 UNION ALL
SELECT n.tenant_id, 'GRID', n.grid_id, n.org_path, n.grid_path{more} FROM {{grid}} AS n"""


def counted(node_type: str, row: str, node: str) -> str:
    """SQL: whether a contribution counts at a node of this tree."""
    if node_type == "GRID":
        return f"{row}.grid_path >= {node}.path AND {row}.grid_path < {_END.format(f'{node}.path')}"
    return below(row, node)


def below(row: str, node: str) -> str:
    """SQL: whether a row with a path stands at an organisation or below it, wherever that stood."""
    bound = (
        "(SELECT o.%s FROM {organisation} AS o WHERE o.tenant_id = {tenant} AND o.organisation_id = "
        + node
        + ".node_id)"
    )
    return (
        f"{row}.org_path >= {bound % 'paths_from'} AND {row}.org_path < {bound % 'paths_to'}"
        f" AND ({row}.org_path >= {node}.path AND {row}.org_path < {_END.format(f'{node}.path')}"
        f" OR {stood_below(f'{row}.org_path', f'{node}.node_id')})"
    )


# Of an obligation {r}: the organisation that it is about, else the one that owes it. There it stands in either tree.
OF_OBLIGATION = "(CASE {r}.subject_kind WHEN 'ORGANISATION' THEN {r}.subject_id ELSE {r}.organisation_id END)"


def owed(node_type: str, row: str, node: str, organisation: str = "organisation_id") -> str:
    """SQL: whether a row of something left to do counts at a node of this tree: a grid covers its organisation.

    ``organisation`` is its column, or SQL over the row ``{r}``.
    """
    if node_type == "GRID":
        covered = organisation.replace("{r}", row) if "{r}" in organisation else f"{row}.{organisation}"
        return f"{covered} IN ({_covered(node)})"
    return below(row, node)


def where_covered(row: str, node: str) -> str:
    """SQL of what goes along with its organisation: whether it stands where one that a grid covers ever stood.

    It is true of more than ``owed``, and found by an index on places, in which days may follow.
    """
    return (
        f"{row}.org_path IN (SELECT s.org_path FROM read_model.organisation_place AS s"
        f" WHERE s.tenant_id = {{tenant}} AND s.organisation_id IN ({_covered(node)}))"
    )


def _covered(node: str) -> str:
    return (
        "SELECT k.organisation_id FROM {grid_coverage} AS k"
        " JOIN {grid} AS g ON g.tenant_id = k.tenant_id AND g.grid_id = k.grid_id"
        f" WHERE k.tenant_id = {{tenant}} AND g.tenant_id = {{tenant}} AND {_GRIDS.format(n=node)}"
        " AND k.from_on <= {day} AND (k.to_on IS NULL OR k.to_on > {day})"
    )


def at_node(organisation: str = "organisation_id") -> str:
    """SQL of a link from a node ``{up}`` to what is left to do there, ``{t}``."""
    by_tree = {tree: owed(tree, "{t}", "{up}", organisation) for tree in ("ORGANISATION", "GRID")}
    return f"CASE {{up}}.node_type WHEN 'GRID' THEN {by_tree['GRID']} ELSE {by_tree['ORGANISATION']} END"


NODE_COLUMNS = {"node_id": "uuid", "node_type": "text", "path": "text"}
