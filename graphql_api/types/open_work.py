"""What is left to do at a node: for a secretary, and for whoever looks after several."""

from __future__ import annotations

from collections.abc import Mapping

from graphql_api.read import FieldGroup, Link, Place, column, read_type, root_one, to_linked, to_one
from graphql_api.read.specs import COUNTING
from graphql_api.types.node_figures import figure_of_persons
from graphql_api.types.node_months import BY_NODE
from graphql_api.types.node_sources import NODE_COLUMNS, OF_OBLIGATION, at_node, counted, node, owed
from graphql_api.types.obligation import IS_OVERDUE
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.stale import are_stale

_TREES = ("ORGANISATION", "GRID")
_STILL_COUNTS = (
    "({t}.until_on IS NULL OR {t}.until_on > coalesce("
    "(SELECT k.closed_on FROM {clock} AS k WHERE k.tenant_id = {tenant}), '-infinity'::date))"
)
_OPEN = "{t}.status = 'OPEN'"
_ONE_SHORT = f"{{t}}.status = 'ONE_SHORT' AND {_STILL_COUNTS}"
_LEAVE = "({t}.status = 'PENDING' OR {t}.asked_to_on IS NOT NULL OR {t}.evidence_due_on IS NOT NULL)"
_OBJECTION = "({t}.status = 'OPEN' OR {t}.to_remedy)"
_AT_RISK = "{t}.status = 'AT_RISK'"


def _count(table: str, condition: str, organisation: str, columns: Mapping[str, str]) -> str:
    """SELECT of how many rows of a table are left to do at the node ``m``, by what else is true of them."""
    places = {
        tree: counted(tree, "p", "m") if table == "compliance" else owed(tree, "p", "m", organisation)
        for tree in _TREES
    }
    rows = " UNION ALL ".join(
        f"SELECT p.* FROM {{{table}}} AS p WHERE m.node_type = '{tree}' AND p.tenant_id = {{tenant}}"
        f" AND {condition.replace('{t}', 'p')} AND {place}"
        for tree, place in places.items()
    )
    figures = ", ".join(
        f"count(*) FILTER (WHERE {true.replace('{t}', 'x')})::int AS {name}" for name, true in columns.items()
    )
    return f"(SELECT {figures} FROM ({rows}) AS x)"


_COUNTS = (
    _count("obligation", _OPEN, OF_OBLIGATION, {"open": "true", "overdue": IS_OVERDUE}),
    _count("escalation", _ONE_SHORT, "organisation_id", {"one_short": "true"}),
    _count(
        "leave",
        _LEAVE,
        "branch_id",
        {
            "leave_waiting": "{t}.status = 'PENDING'",
            "extensions_waiting": "{t}.asked_to_on IS NOT NULL",
            "evidence_awaited": "{t}.evidence_due_on IS NOT NULL",
        },
    ),
    _count(
        "objection",
        _OBJECTION,
        "branch_id",
        {"objections_open": _OPEN, "objections_to_remedy": "{t}.to_remedy"},
    ),
    _count("compliance", _AT_RISK, "organisation_id", {"at_risk": "true"}),
)
_SOURCE = "(SELECT m.*, {} FROM ({}) AS m {})".format(
    ", ".join(f"c{number}.*" for number, _ in enumerate(_COUNTS)),
    node(),
    " ".join(f"CROSS JOIN LATERAL {one} AS c{number}" for number, one in enumerate(_COUNTS)),
)


def _there(condition: str, organisation: str = "organisation_id") -> Link:
    return Link(f"{condition} AND {at_node(organisation)}", NODE_COLUMNS)


_COMPLIANCE_THERE = (
    f"CASE {{up}}.node_type WHEN 'GRID' THEN {counted('GRID', '{t}', '{up}')}"
    f" ELSE {counted('ORGANISATION', '{t}', '{up}')} END"
)


@read_type(
    source=_SOURCE,
    key="node_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description=(
        "What is left to do at a node of either tree and below it (待办事项): obligations, who is one absence short,"
        " leave and objections that wait, organisations that are about to miss something. What is about persons is null"
        " for callers who may not see them."
    ),
)
class OpenWork:
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    open: int | None = figure_of_persons("Obligations that are open (未办结责任).")
    overdue: int | None = figure_of_persons("Of these: their day is over (已逾期责任).")
    one_short: int | None = figure_of_persons(
        "How often a member lacks one absence of what a rule counts to (差一次人次)."
    )
    leave_waiting: int | None = figure_of_persons("Leaves that wait for a decision (待批请假).")
    extensions_waiting: int | None = figure_of_persons("Extensions of leave that wait for one (待批续假).")
    evidence_awaited: int | None = figure_of_persons("Leaves of which a paper is awaited (待交证明).")
    objections_open: int | None = figure_of_persons("Objections that wait for a decision (待处理异议).")
    objections_to_remedy: int | None = figure_of_persons(
        "Objections upheld whose record is to be put right (待更正异议)."
    )
    at_risk: int = column("Organisations, by rule and period, with little time left (临近期限).")
    is_stale: bool = are_stale()
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "node_id", "The node, if it is an organisation (组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    obligations = to_linked(
        "graphql_api.types.obligation:Obligation",
        _there(_OPEN, OF_OBLIGATION),
        "The open obligations (未办结责任明细).",
    )
    escalations = to_linked(
        "graphql_api.types.absence:Escalation", _there(_ONE_SHORT), "Who is one short (差一次明细)."
    )
    leaves = to_linked(
        "graphql_api.types.leave:Leave",
        _there(_LEAVE, "branch_id"),
        "The leaves that wait, for a decision or for a paper (待办请假).",
    )
    objections = to_linked(
        "graphql_api.types.objection:Objection",
        _there(_OBJECTION, "branch_id"),
        "The objections that wait (待办异议).",
    )
    compliances = to_linked(
        "graphql_api.types.compliance:Compliance",
        Link(f"{_AT_RISK} AND {_COMPLIANCE_THERE}", NODE_COLUMNS),
        "Where little time is left (临近期限明细).",
    )


_COST = len(_COUNTS) * COUNTING
_WORK = "graphql_api.types.open_work:OpenWork"
open_work = root_one(_WORK, "What is left to do at a node and below it (待办事项).", BY_NODE, cost=_COST)
standing_open_work = root_one(
    _WORK,
    "What is left to do at a node and below it now, and each time that something comes, goes or is another"
    " (待办事项实时情况).",
    BY_NODE,
    now_only=True,
    cost=_COST,
)
