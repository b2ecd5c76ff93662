"""Where figures of attendance are counted: from the contributions of meetings and leaves at a node, and the absences
and leaves that these are about. So they stand where the figures of `rollup` do, and add up to them.
"""

from __future__ import annotations

from domain.leave.events import LeaveKind
from domain.policies.absences import AbsenceClass
from graphql_api.types.node_sources import counted, node

_TREES = ("ORGANISATION", "GRID")
_MONTHS = (
    "{c}.month = ANY (ARRAY(SELECT generate_series({m}.first_month::timestamp, {m}.last_month::timestamp,"
    " interval '1 month')::date))"
)
_NODE = node(", {first_month}::date AS first_month, {last_month}::date AS last_month")
_NOW = "9223372036854775806"


def _there(object_type: str, columns: str, join: str = "", condition: str = "true") -> str:
    """SELECT of what counts at the node ``m``, by whichever tree it belongs to: no plan looks at the other."""
    return " UNION ALL ".join(
        f"SELECT {columns} FROM {{contribution}} AS c {join}"
        f" WHERE m.node_type = '{tree}' AND c.tenant_id = {{tenant}} AND c.object_type = '{object_type}'"
        f" AND {_MONTHS.replace('{c}', 'c').replace('{m}', 'm')} AND {counted(tree, 'c', 'm')} AND {condition}"
        for tree in _TREES
    )


def _of(column: str, value: str, name: str, condition: str = "true") -> str:
    return f"count(*) FILTER (WHERE x.{column} = '{value}' AND {condition})::int AS {name}"


_BASE = f"""
    SELECT coalesce(sum(x.meetings_planned), 0)::int AS meetings, coalesce(sum(x.expected), 0)::int AS expected,
           coalesce(sum(x.present), 0)::int AS present
      FROM ({_there("MEETING", "c.meetings_planned, c.expected, c.present")}) AS x"""

_ABSENCES = f"""
    SELECT count(*)::int AS absences,
           {", ".join(_of("absence_class", one, f"absences_{one.lower()}") for one in AbsenceClass)}
      FROM ({
    _there(
        "MEETING",
        "a.absence_class",
        "JOIN {absence} AS a ON a.tenant_id = c.tenant_id AND a.meeting_id = c.object_id",
    )
}) AS x"""


def _leaves(position: str | None) -> str:
    """By kind. About a day a leave counts whether or not it had been asked for by then, as in every rollup."""
    known = f"l.known_from <= {position} AND l.known_to > {position} AND l.true_to = 'infinity'"
    table, condition = ("read_model.leave_versions", known) if position else ("{leave}", "true")
    rows = _there(
        "LEAVE",
        "c.leave_granted, l.kind",
        f"JOIN {table} AS l ON l.tenant_id = c.tenant_id AND l.leave_id = c.object_id AND {condition}",
    )
    kinds = (_of("kind", one, f"leave_{one.lower()}", "x.leave_granted = 1") for one in LeaveKind)
    return f"""
    SELECT count(*)::int AS leave_requested, coalesce(sum(x.leave_granted), 0)::int AS leave_granted,
           {", ".join(kinds)}
      FROM ({rows}) AS x"""


def _voters(position: str, is_present: str) -> str:
    meetings = _there("MEETING", "c.object_id", condition="c.meetings_planned = 1")
    return f"read_model.voters_among({{tenant}}, ARRAY({meetings}), {position}, {is_present})"


def _rollup(as_of: str | None = None) -> str:
    position = as_of or _NOW
    return f"""(
SELECT m.*, b.*, a.*, l.*, {_voters(position, "false")} AS voters_expected,
       {_voters(position, "true")} AS voters_present
  FROM ({_NODE}) AS m
 CROSS JOIN LATERAL ({_BASE}) AS b CROSS JOIN LATERAL ({_ABSENCES}) AS a CROSS JOIN LATERAL ({_leaves(as_of)}) AS l)"""


ATTENDANCE_ROLLUP, ATTENDANCE_ROLLUP_AS_OF = _rollup(), _rollup("{position}")


def _among(object_type: str, key: str) -> str:
    """SQL of a link from a node ``{up}`` to the rows ``{t}`` whose objects count there."""
    parts = " UNION ALL ".join(
        f"SELECT c.object_id FROM {{contribution}} AS c WHERE {{up}}.node_type = '{tree}' AND c.tenant_id = {{tenant}}"
        f" AND c.object_type = '{object_type}' AND {_MONTHS.replace('{c}', 'c').replace('{m}', '{up}')}"
        f" AND {counted(tree, 'c', '{up}')}"
        for tree in _TREES
    )
    return f"{{t}}.{key} = ANY (ARRAY({parts}))"


ABSENCES_AT = _among("MEETING", "meeting_id")
LEAVES_AT = _among("LEAVE", "leave_id")
