"""What organisations make public of a period, and the themes that they give out for a month."""

from __future__ import annotations

import datetime

from domain.policies.facts import Matter
from graphql_api.read import (
    DateFilter,
    Everyone,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "Matter",
    "MonthTheme",
    "MonthThemeOrder",
    "MonthThemeOrderField",
    "MonthThemeWhere",
    "Publication",
    "PublicationOrder",
    "PublicationOrderField",
    "PublicationWhere",
]

describe(
    Matter,
    "What is made public for each of some periods (公示事项).",
    {
        "ASSESSMENT_RESULT": "The result of the period's assessment (考核结果).",
        "ACTIVITY_THEME": "The theme of the period's activities (活动主题).",
    },
)

PublicationWhere = where_type(
    __name__,
    "Publication",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    matter=Filter(enum_filter(Matter), "{t}.matter", "By matter (公示事项)."),
    period=Filter(TextFilter, "{t}.period", "By period, such as `2026-03` (所属期间)."),
    published_on=Filter(DateFilter, "{t}.published_on", "By the day it was made public (公示日期)."),
    within=within(),
)
PublicationOrderField, PublicationOrder = order_type(
    __name__, "Publication", PUBLISHED_ON="By the day it was made public (公示日期)."
)
MonthThemeWhere = where_type(
    __name__,
    "MonthTheme",
    node=Filter(IdFilter, "{t}.node_id", "By who gave them out (发布组织).", ids=("Organisation",)),
    month=Filter(DateFilter, "{t}.month", "By the first day of the month (月份)."),
    within=within(),
)
MonthThemeOrderField, MonthThemeOrder = order_type(__name__, "MonthTheme", MONTH="By month (月份).")


@read_type(
    source="publication",
    key="publication_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"PUBLISHED_ON": Order({"published_on": datetime.date}, descending=True)},
    description="That an organisation made a matter of a period public (公示).",
)
class Publication(Node):
    matter: Matter = column("What it is about (公示事项).")
    period: str = column("For which period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间).")
    published_on: datetime.date = column("The day it was made public (公示日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("publication_id")
    provenance = provenance("publication_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who made it public (组织)."
    )
    history = history()


@read_type(
    source="month_theme",
    key="month_theme_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"MONTH": Order({"month": datetime.date}, descending=True)},
    description="The themes of a month (当月主题) that an organisation gave out for itself and all below it.",
)
class MonthTheme(Node):
    month: datetime.date = column("The first day of the month (月份).")
    codes: list[str] = column("The themes, as codes; empty once all were taken back (主题代码).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("month_theme_id")
    provenance = provenance("month_theme_id")
    node = to_one("graphql_api.types.organisation:Organisation", "node_id", "Who gave them out (发布组织).")
    history = history()
