"""Annual plans of organisations: filings, items."""

from __future__ import annotations

import datetime
from uuid import UUID

import strawberry

from domain.policies.facts import PlanField
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Node,
    Order,
    Place,
    column,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.meeting_enums import MeetingKind
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "AnnualPlan",
    "AnnualPlanOrder",
    "AnnualPlanOrderField",
    "AnnualPlanWhere",
    "PlanField",
    "PlanFiling",
    "PlanItem",
    "PlanItemOrder",
    "PlanItemOrderField",
    "PlanItemWhere",
]

describe(
    PlanField,
    "What an item of a plan says (时间到天、内容到篇、落实到人).",
    {
        "DATE": "Its day (时间到天).",
        "DOCUMENT": "What is read (内容到篇).",
        "ASSIGNEE": "Who sees to it (落实到人).",
    },
)

AnnualPlanWhere = where_type(
    __name__,
    "AnnualPlan",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    year=Filter(IntFilter, "{t}.year", "By year (年度)."),
    adopted_on=Filter(DateFilter, "{t}.adopted_on", "By the day it was passed (通过日期)."),
    incomplete_item_count=Filter(
        IntFilter, "{t}.incomplete_items", "By how many items lack something (要素不全的项数)."
    ),
    within=within(),
)
AnnualPlanOrderField, AnnualPlanOrder = order_type(__name__, "AnnualPlan", YEAR="By year (年度).")
PlanItemWhere = where_type(
    __name__,
    "PlanItem",
    year=Filter(IntFilter, "{t}.year", "By year (年度)."),
    planned_on=Filter(DateFilter, "{t}.planned_on", "By day (计划日期)."),
    is_complete=Filter(
        bool,
        "",
        "With a day, a document and a person, or without one of them (要素是否齐全).",
        condition="{t}.is_complete = {value}",
    ),
    assignee=Filter(
        IdFilter,
        "{t}.assignee_id",
        "By who sees to it (责任人).",
        ids=("Member",),
        group=FieldGroup.PERSON,
    ),
    within=within(),
)
PlanItemOrderField, PlanItemOrder = order_type(__name__, "PlanItem", YEAR="By year (年度).")


@read_type(
    source="annual_plan",
    key="annual_plan_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"YEAR": Order({"year": int}, descending=True)},
    description="An organisation's plan of a year (年度计划): passed by a meeting, filed above, with its items.",
)
class AnnualPlan(Node):
    year: int = column("The year (年度).")
    adopted_on: datetime.date = column("The day it was passed (通过日期).")
    adopted_at: MeetingKind = column("What passed it (通过会议类型).")
    item_count: int = column("Items of it (计划项数).", sql="{t}.items")
    incomplete_item_count: int = column(
        "Items without a day, a document or a person (要素不全的项数).", sql="{t}.incomplete_items"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("annual_plan_id")
    provenance = provenance("annual_plan_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Whose plan it is (组织)."
    )
    meeting = to_one(
        "graphql_api.types.meeting:Meeting", "meeting_id", "The meeting, if it was named (通过会议)."
    )
    filings = to_many(
        "graphql_api.types.annual_plan:PlanFiling",
        "annual_plan_id",
        "Who above has it, by day (备案).",
        where=False,
    )
    items = to_many(
        "graphql_api.types.annual_plan:PlanItem", "annual_plan_id", "Its items, as they came in (计划项)."
    )
    history = history()


@read_type(
    source="plan_filing",
    key="recipient_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"FILED_ON": Order({"filed_on": datetime.date, "annual_plan_id": UUID})},
    description="That an organisation above has a plan (计划备案), and since when.",
)
class PlanFiling:
    filed_on: datetime.date = column("Since when (备案日期).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("annual_plan_id")
    recipient = to_one(
        "graphql_api.types.organisation:Organisation", "recipient_id", "Who has it (备案组织)."
    )
    annual_plan = to_one(
        "graphql_api.types.annual_plan:AnnualPlan",
        "annual_plan_id",
        "The plan (年度计划).",
        key="annual_plan_id",
    )


@read_type(
    source="plan_item",
    key="item_id",
    scope=Place(parties=("{t}.assignee_id",)),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"YEAR": Order({"year": int})},
    description="An item of a plan (计划项): its day, its document, and who sees to it, as far as they are settled.",
)
class PlanItem(Node):
    year: int = column("The year of the plan (年度).")
    planned_on: datetime.date | None = column("Its day (计划日期).")
    document_id: strawberry.ID | None = column(
        "UUID of the text that is read, wherever it is kept (学习篇目)."
    )
    lacking: list[PlanField] = column("What it does not say yet (所缺要素).")
    is_complete: bool = column("Whether nothing is lacking (要素是否齐全).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("annual_plan_id")
    assignee = to_one("graphql_api.types.member:Member", "assignee_id", "Who sees to it (责任人).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Whose plan it is of (组织)."
    )
    annual_plan = to_one("graphql_api.types.annual_plan:AnnualPlan", "annual_plan_id", "The plan (年度计划).")
