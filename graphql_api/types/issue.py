"""Issues of the grids."""

from __future__ import annotations

import datetime
from dataclasses import replace

import strawberry

from domain.issues.events import IssueKind
from domain.issues.state import IssueStatus
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    column,
    enum_filter,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
    within_grid,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.household import IN_BOTH_TREES
from graphql_api.types.named_event import named_event
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = ["Issue", "IssueKind", "IssueOrder", "IssueOrderField", "IssueStatus", "IssueWhere"]

describe(
    IssueKind,
    "What an issue is about (问题类型).",
    {
        "LIVELIHOOD": "Livelihood (民生).",
        "SAFETY": "Safety (安全).",
        "ENVIRONMENT": "Environment (环境).",
        "INFRASTRUCTURE": "Roads, water, power (基础设施).",
        "DISPUTE": "A dispute (矛盾纠纷).",
        "POLICY": "A question about policy (政策).",
        "OTHER": "Anything else (其他).",
    },
)
describe(
    IssueStatus,
    "How far an issue has come (办理状态).",
    {
        "RAISED": "Raised, and nobody's yet (已提出).",
        "ASSIGNED": "Somebody is to have it done (已交办).",
        "CLOSED": "Done and checked (已办结).",
    },
)

IssueWhere = where_type(
    __name__,
    "Issue",
    kind=Filter(enum_filter(IssueKind), "{t}.kind", "By kind (问题类型)."),
    status=Filter(enum_filter(IssueStatus), "{t}.status", "By how far it has come (办理状态)."),
    owner=Filter(IdFilter, "{t}.owner_id", "By owner (责任人).", ids=("Member",), group=FieldGroup.PERSON),
    raised_on=Filter(DateFilter, "{t}.raised_on", "By the day on which it was raised (提出日期)."),
    due_on=Filter(DateFilter, "{t}.due_on", "By the day by which it is to be done (办理期限)."),
    closed_on=Filter(DateFilter, "{t}.closed_on", "By the day on which it was closed (办结日期)."),
    within=within(),
    within_grid=within_grid(),
)
IssueOrderField, IssueOrder = order_type(
    __name__, "Issue", RAISED_ON="By the day on which it was raised (提出日期)."
)


@read_type(
    source="issue",
    key="issue_id",
    scope=replace(IN_BOTH_TREES, parties=("{t}.owner_id", "{t}.checker_id")),
    group=FieldGroup.GRID_WORK,
    orders={"RAISED_ON": Order({"raised_on": datetime.date}, descending=True)},
    description=(
        "Something that came up in a grid (问题): raised, given to an owner, closed with evidence that somebody else"
        " checked (销号)."
    ),
)
class Issue(Node):
    kind: IssueKind = column("What it is about (问题类型).")
    status: IssueStatus = column("How far it has come (办理状态).")
    raised_on: datetime.date = column("The day on which it was raised (提出日期).")
    due_on: datetime.date | None = column("The day by which it is to be done (办理期限).")
    closed_on: datetime.date | None = column("The day on which it was closed (办结日期).")
    evidence: strawberry.ID | None = named_event(
        "The event that shows it was done (佐证): its id, as `node(id:)` takes it.", "evidence"
    )
    times_reopened: int = column("How often it turned out not to be done (重启次数).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("issue_id")
    provenance = provenance("issue_id")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid in which it came up (网格).")
    household = to_one(
        "graphql_api.types.household:Household", "household_id", "The household where it came up (户)."
    )
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation that is to see to it (承办组织).",
    )
    owner = to_one("graphql_api.types.member:Member", "owner_id", "Who is to have it done (责任人).")
    checker = to_one("graphql_api.types.member:Member", "checker_id", "Who checked (验收人).")
    history = history()
