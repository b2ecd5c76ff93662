"""Instructors, and days at the members' centre."""

from __future__ import annotations

import datetime
from uuid import UUID

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Order,
    Place,
    TextFilter,
    column,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.stale import is_stale

PartyInstructorWhere = where_type(
    __name__,
    "PartyInstructor",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    organisation=Filter(
        IdFilter,
        "{t}.organisation_id",
        "By the organisation that is instructed (组织).",
        ids=("Organisation",),
    ),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By the day after the last (截止日期)."),
    recall_reason=Filter(TextFilter, "{t}.recall_reason", "By code of why they were recalled (召回原因)."),
    within=within(),
)
PartyInstructorOrderField, PartyInstructorOrder = order_type(
    __name__, "PartyInstructor", FROM="By first day (起始日期)."
)
CenterDayWhere = where_type(
    __name__,
    "CenterDay",
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By general branch (党总支).", ids=("Organisation",)
    ),
    planned_on=Filter(DateFilter, "{t}.planned_on", "By day (活动日)."),
    is_held=Filter(bool, "", "Whether it was used (是否已开展).", condition="{t}.is_held = {value}"),
    within=within(),
)
CenterDayOrderField, CenterDayOrder = order_type(__name__, "CenterDay", PLANNED_ON="By day (活动日).")


@read_type(
    source="party_instructor",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date, "organisation_id": UUID})},
    description="A member sent to instruct an organisation (党建指导员) between two days.",
)
class PartyInstructor:
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    recall_reason: str | None = column("Code of why they were recalled (召回原因).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("instruction_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "The instructor (指导员).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Which is instructed (组织)."
    )


@read_type(
    source="center_day",
    key="organisation_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"PLANNED_ON": Order({"planned_on": datetime.date})},
    description="A general branch's day at the members' centre (活动日): one a month.",
)
class CenterDay:
    planned_on: datetime.date = column("The day (日期).")
    is_held: bool = column("Whether it was used (是否已开展).")
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("center_days_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "The general branch (党总支)."
    )
