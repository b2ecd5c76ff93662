"""Menus of lectures, and orders from them."""

from __future__ import annotations

import datetime

from domain.lecture_orders.state import LectureStatus
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
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.meeting_enums import LecturerRole
from graphql_api.types.provenance import provenance
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.stale import is_stale

__all__ = [
    "LectureMenuItem",
    "LectureMenuItemOrder",
    "LectureMenuItemOrderField",
    "LectureMenuItemWhere",
    "LectureOrder",
    "LectureOrderOrder",
    "LectureOrderOrderField",
    "LectureOrderWhere",
    "LectureStatus",
]

describe(
    LectureStatus,
    "The steps of an order of a lecture, in their order (送学进度).",
    {
        "ORDERED": "Chosen from a menu (已选单).",
        "ACCEPTED": "A lecturer took it (已接单).",
        "DELIVERED": "It was given (已送学).",
        "RATED": "It was given and rated (已评价).",
        "WITHDRAWN": "It is ordered no longer (已撤单).",
    },
)

_OFFERED = "{t}.is_offered = {value}"

LectureMenuItemWhere = where_type(
    __name__,
    "LectureMenuItem",
    node=Filter(IdFilter, "{t}.node_id", "By who offers it (发布组织).", ids=("Organisation",)),
    month=Filter(DateFilter, "{t}.month", "By the first day of the month (月份)."),
    code=Filter(TextFilter, "{t}.code", "By code (课程代码)."),
    is_offered=Filter(bool, "", "Whether it can be ordered (是否可选).", condition=_OFFERED),
    within=within(),
)
LectureMenuItemOrderField, LectureMenuItemOrder = order_type(
    __name__, "LectureMenuItem", MONTH="By month (月份)."
)
LectureOrderWhere = where_type(
    __name__,
    "LectureOrder",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By who ordered (选单组织).", ids=("Organisation",)),
    menu_item=Filter(IdFilter, "{t}.menu_item_id", "By item of a menu (课程).", ids=("LectureMenuItem",)),
    month=Filter(DateFilter, "{t}.month", "By the first day of the menu's month (月份)."),
    status=Filter(enum_filter(LectureStatus), "{t}.status", "By step reached (送学进度)."),
    delivered_on=Filter(DateFilter, "{t}.delivered_on", "By the day it was given (送学日期)."),
    within=within(),
)
LectureOrderOrderField, LectureOrderOrder = order_type(
    __name__, "LectureOrder", MONTH="By the menu's month (月份)."
)


@read_type(
    source="lecture_menu_item",
    key="menu_item_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"MONTH": Order({"month": datetime.date}, descending=True)},
    description="A lecture of a month's menu (送学菜单), offered to an organisation and all below it.",
)
class LectureMenuItem(Node):
    month: datetime.date = column("The first day of the month (月份).")
    code: str = column("The lecture, as a code (课程代码).")
    is_offered: bool = column("Whether it can be ordered (是否可选).")
    orders: int = column("How many organisations ordered it (选单数).")
    deliveries: int = column("To how many of these it was given (送学数).")
    rating: Ratio = ratio(
        "All ratings, each from 1 to 5, and how many there are: the value is their average (评价均分).",
        "{t}.rating_sum",
        "{t}.ratings",
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("menu_item_id")
    provenance = provenance("menu_item_id")
    node = to_one("graphql_api.types.organisation:Organisation", "node_id", "Who offers it (发布组织).")
    lecturer = to_one(
        "graphql_api.types.member:Member", "lecturer_id", "The member who would give it, if it is one (讲师)."
    )
    lecture_orders = to_many(
        "graphql_api.types.lecture_order:LectureOrder", "menu_item_id", "Orders of it (选单)."
    )
    history = history()


@read_type(
    source="lecture_order",
    key="lecture_order_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"MONTH": Order({"month": datetime.date}, descending=True)},
    description="What an organisation ordered from a menu (送学订单): accepted by one lecturer, given, rated.",
)
class LectureOrder(Node):
    month: datetime.date = column("The first day of the menu's month (月份).")
    status: LectureStatus = column("The latest of its steps (送学进度).")
    ordered_on: datetime.date = column("The day it was ordered (选单日期).")
    accepted_on: datetime.date | None = column("The day a lecturer took it (接单日期).")
    lecturer_role: LecturerRole | None = column("In which role the lecturer gives it (讲师身份).")
    delivered_on: datetime.date | None = column("The day it was given (送学日期).")
    rating: int | None = column("How it was rated, from 1 to 5 (评价).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("lecture_order_id")
    provenance = provenance("lecture_order_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who ordered it (选单组织)."
    )
    menu_item = to_one(
        "graphql_api.types.lecture_order:LectureMenuItem", "menu_item_id", "What was ordered (课程)."
    )
    lecturer = to_one(
        "graphql_api.types.member:Member", "lecturer_id", "Who took it, if it is a member (接单讲师)."
    )
    meeting = to_one(
        "graphql_api.types.meeting:Meeting", "meeting_id", "The meeting at which it was given (会议)."
    )
    history = history()
