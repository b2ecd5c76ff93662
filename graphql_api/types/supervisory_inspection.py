"""Inspections, and what they found."""

from __future__ import annotations

import datetime

import strawberry

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.named_event import named_event
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

SupervisoryInspectionWhere = where_type(
    __name__,
    "SupervisoryInspection",
    organisation=Filter(
        IdFilter,
        "{t}.organisation_id",
        "By the organisation that was inspected (被检查组织).",
        ids=("Organisation",),
    ),
    inspector=Filter(
        IdFilter, "{t}.inspector_id", "By the organisation that inspected (检查组织).", ids=("Organisation",)
    ),
    held_on=Filter(DateFilter, "{t}.held_on", "By day (检查日期)."),
    within=within(),
)
SupervisoryInspectionOrderField, SupervisoryInspectionOrder = order_type(
    __name__, "SupervisoryInspection", HELD_ON="By day (检查日期)."
)
SupervisoryInspectionFindingWhere = where_type(
    __name__,
    "SupervisoryInspectionFinding",
    organisation=Filter(
        IdFilter,
        "{t}.organisation_id",
        "By the organisation that was inspected (被检查组织).",
        ids=("Organisation",),
    ),
    matter=Filter(TextFilter, "{t}.matter", "By code of what was found (问题代码)."),
    is_open=Filter(
        bool,
        "",
        "Whether it has to be put right still (是否未整改).",
        condition="({t}.rectified_on IS NULL) = {value}",
    ),
    due_on=Filter(DateFilter, "{t}.due_on", "By the day until which it has to be put right (整改期限)."),
    within=within(),
)
SupervisoryInspectionFindingOrderField, SupervisoryInspectionFindingOrder = order_type(
    __name__, "SupervisoryInspectionFinding", RAISED_ON="By the day on which it was raised (提出日期)."
)


@read_type(
    source="supervisory_inspection",
    key="supervisory_inspection_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"HELD_ON": Order({"held_on": datetime.date}, descending=True)},
    description="An inspection of one organisation's work by another (督导检查).",
)
class SupervisoryInspection(Node):
    held_on: datetime.date = column("The day (检查日期).")
    topic: str | None = column("Code of what was looked into (检查内容).")
    finding_count: int = column("Findings in all (问题数).", sql="{t}.findings")
    open_finding_count: int = column(
        "Findings that are not put right yet (未整改问题数).", sql="{t}.open_findings"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("supervisory_inspection_id")
    provenance = provenance("supervisory_inspection_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Which was inspected (被检查组织)."
    )
    inspector = to_one(
        "graphql_api.types.organisation:Organisation", "inspector_id", "Which inspected it (检查组织)."
    )
    findings = to_many(
        "graphql_api.types.supervisory_inspection:SupervisoryInspectionFinding",
        "supervisory_inspection_id",
        "What was found (检查问题).",
    )
    history = history()


@read_type(
    source="supervisory_inspection_finding",
    key="finding_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"RAISED_ON": Order({"raised_on": datetime.date}, descending=True)},
    description="Something that an inspection found (检查问题) and that is to be put right (整改).",
)
class SupervisoryInspectionFinding:
    finding_id: strawberry.ID = column("The event that raised it, as putting it right names it (问题事件).")
    matter: str = column("Code of what was found (问题代码).")
    raised_on: datetime.date = column("The day on which it was raised (提出日期).")
    due_on: datetime.date | None = column("Until when it has to be put right (整改期限).")
    rectified_on: datetime.date | None = column("The day on which it was (整改完成日期).")
    evidence: strawberry.ID | None = named_event(
        "The event that shows it (整改佐证): its id, as `node(id:)` takes it.", "evidence"
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("supervisory_inspection_id")
    supervisory_inspection = to_one(
        "graphql_api.types.supervisory_inspection:SupervisoryInspection",
        "supervisory_inspection_id",
        "The inspection (检查).",
    )
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Which was inspected (被检查组织)."
    )
