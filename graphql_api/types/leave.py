"""Leave."""

from __future__ import annotations

import datetime
from enum import StrEnum

from domain.leave.events import LeaveKind
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

__all__ = ["Leave", "LeaveKind", "LeaveOrder", "LeaveOrderField", "LeaveStatus", "LeaveWhere"]


class LeaveStatus(StrEnum):
    """How a leave stands."""

    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    RETURNED = "RETURNED"


describe(
    LeaveKind,
    "What a leave is for (请假类型).",
    {
        "ILLNESS": "Illness (病假).",
        "PERSONAL": "Personal matter (事假).",
        "OFFICIAL_DUTY": "Official duty (公假).",
        "STUDY": "Study (学习).",
        "MATERNITY": "Maternity (产假).",
        "WORKING_ELSEWHERE": "Working away from home (外出务工).",
    },
)
describe(
    LeaveStatus,
    "How a leave stands (请假状态).",
    {
        "PENDING": "Asked for, not decided (待批).",
        "GRANTED": "Granted (准假).",
        "REFUSED": "Refused (未准).",
        "WITHDRAWN": "Taken back by the member (撤回).",
        "RETURNED": "Granted, and ended early by return (销假).",
    },
)

LeaveWhere = where_type(
    __name__,
    "Leave",
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    branch=Filter(
        IdFilter, "{t}.branch_id", "By branch at the time of asking (党支部).", ids=("Organisation",)
    ),
    kind=Filter(enum_filter(LeaveKind), "{t}.kind", "By kind (请假类型)."),
    status=Filter(enum_filter(LeaveStatus), "{t}.status", "By status (请假状态)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day (起始日期)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By last day asked for (截止日期)."),
    days_after=Filter(
        IntFilter, "{t}.days_after", "By days between its first day and the request (事后天数)."
    ),
    within=within(),
)
LeaveOrderField, LeaveOrder = order_type(__name__, "Leave", FROM_ON="By first day (起始日期).")


@read_type(
    source="leave",
    key="leave_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM_ON": Order({"from_on": datetime.date}, descending=True)},
    description="A leave (请假), from the request to its end.",
)
class Leave(Node):
    kind: LeaveKind = column("What it is for (请假类型).")
    status: LeaveStatus = column("How it stands (请假状态).")
    from_on: datetime.date = column("First day asked for (起始日期).")
    to_on: datetime.date = column("Last day asked for, included (截止日期).")
    covers_to: datetime.date | None = column("Last day that it covers; null if it covers nothing (准假至).")
    days_after: int = column("Days between its first day and the request, if asked afterwards (事后天数).")
    requested_on: datetime.date = column("The day of the request (申请日期).")
    decided_on: datetime.date | None = column("The day of the decision (审批日期).")
    decided_by: str | None = column("The account that decided (审批账号).")
    refusal_reason: str | None = column("Coded reason of a refusal (未准原因).")
    returned_on: datetime.date | None = column("The day of an early return (销假日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("leave_id")
    provenance = provenance("leave_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who asked (请假人).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "branch_id", "Home branch at the time (党支部)."
    )
    history = history()
