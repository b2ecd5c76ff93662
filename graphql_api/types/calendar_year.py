"""The county's calendar by year, and exceptions from the fixed days of meetings."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    DateFilter,
    Everyone,
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
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

CalendarYearWhere = where_type(
    __name__, "CalendarYear", year=Filter(IntFilter, "{t}.year", "By year (年度).")
)
CalendarYearOrderField, CalendarYearOrder = order_type(__name__, "CalendarYear", YEAR="By year (年度).")
ScheduleExceptionWhere = where_type(
    __name__,
    "ScheduleException",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By the first day without it (截止日期)."),
    within=within(),
)
ScheduleExceptionOrderField, ScheduleExceptionOrder = order_type(
    __name__, "ScheduleException", FROM="By first day (起始日期)."
)


@read_type(
    source="calendar_year",
    key="calendar_year_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"YEAR": Order({"year": int}, descending=True)},
    description=(
        "The calendar of a year (节假日安排). Of a year without one nobody guesses: whatever depends on it is unknown."
    ),
)
class CalendarYear(Node):
    year: int = column("The year (年度).")
    holidays: list[datetime.date] = column("Public holidays of the law (法定节假日).")
    days_off: list[datetime.date] = column("Days off that the arrangement adds to them (放假调休).")
    workdays: list[datetime.date] = column("Saturdays and Sundays that are worked (调休上班).")
    source: str = column("The number of the notice that says so (发文字号).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("calendar_year_id")
    history = history()


@read_type(
    source="schedule_exception",
    key="exception_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"FROM": Order({"from_on": datetime.date}, descending=True)},
    description="Leave to meet on days off instead of the fixed days (活动日例外), between two days.",
)
class ScheduleException(Node):
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The first day without it; null while it has no end (截止日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("exception_id")
    provenance = provenance("exception_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Which may do so (组织)."
    )
    approver = to_one(
        "graphql_api.types.organisation:Organisation", "approved_by", "Who approved it (批准机关)."
    )
    history = history()
