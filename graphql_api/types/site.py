"""Project sites."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    DateFilter,
    Everyone,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    column,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.families import members_among
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

ProjectSiteWhere = where_type(
    __name__,
    "ProjectSite",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By who runs it (所属组织).", ids=("Organisation",)),
    branch=Filter(IdFilter, "{t}.branch_id", "By its temporary branch (临时党支部).", ids=("Organisation",)),
    starts_on=Filter(DateFilter, "{t}.starts_on", "By first day (开始日期)."),
    is_closed=Filter(
        bool,
        "{t}.closed_on",
        "Whether it was closed (是否结束).",
        condition="({t}.closed_on IS NULL) <> {value}",
    ),
    within=within(),
)
ProjectSiteOrderField, ProjectSiteOrder = order_type(
    __name__, "ProjectSite", STARTS_ON="By first day (开始日期)."
)


@read_type(
    source="site",
    key="site_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"STARTS_ON": Order({"starts_on": datetime.date}, descending=True)},
    description="A project site (项目部、工地) away from home, which may need a temporary branch.",
)
class ProjectSite(Node):
    name: str = column("Name (名称).")
    starts_on: datetime.date = column("The first day (开始日期).")
    ends_on: datetime.date = column("The last day, as planned (计划结束日期).")
    people: int = column("People who work there (人数).")
    members: int | None = column(
        "Members of the party among them (党员数); null for those to whom figures of it are not open.",
        group=FieldGroup.FIGURES,
        family=members_among("{t}.people"),
    )
    closed_on: datetime.date | None = column("The first day without it (结束日期); null: it goes on.")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("site_id")
    provenance = provenance("site_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who runs it (所属组织)."
    )
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "branch_id", "The temporary branch there (临时党支部)."
    )
    history = history()
