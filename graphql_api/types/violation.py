"""Violations of operating rules or labour discipline."""

from __future__ import annotations

import datetime

import strawberry

from domain.violations.events import ViolationKind, ViolationSeverity
from domain.violations.state import ViolationStatus
from graphql_api.read import (
    Acting,
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
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
from graphql_api.types.named_event import named_event
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "Violation",
    "ViolationKind",
    "ViolationOrder",
    "ViolationOrderField",
    "ViolationSeverity",
    "ViolationStatus",
    "ViolationWhere",
]

describe(
    ViolationKind,
    "What was violated (两违类型).",
    {
        "OPERATING_RULES": "Operating rules (违章).",
        "LABOUR_DISCIPLINE": "Labour discipline (违纪).",
    },
)
describe(
    ViolationSeverity,
    "How it was graded (定性).",
    {"ORDINARY": "Ordinary (一般).", "SERIOUS": "Serious (严重)."},
)
describe(
    ViolationStatus,
    "Whether a violation stands (登记状态).",
    {"REPORTED": "It stands (已登记).", "WITHDRAWN": "It was reported by mistake (已撤回)."},
)

ViolationWhere = where_type(
    __name__,
    "Violation",
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By where it is dealt with (处理组织).", ids=("Organisation",)
    ),
    member=Filter(IdFilter, "{t}.member_id", "By whose it was (党员).", ids=("Member",)),
    supervisor=Filter(IdFilter, "{t}.supervisor_id", "By who sees to it (包保人).", ids=("Member",)),
    severity=Filter(enum_filter(ViolationSeverity), "{t}.severity", "By how it was graded (定性)."),
    status=Filter(enum_filter(ViolationStatus), "{t}.status", "By whether it stands (登记状态)."),
    occurred_on=Filter(DateFilter, "{t}.occurred_on", "By the day it happened (发生日期)."),
    within=within(),
)
ViolationOrderField, ViolationOrder = order_type(
    __name__, "Violation", OCCURRED_ON="By the day it happened (发生日期)."
)
_MEMBER = "graphql_api.types.member:Member"


@read_type(
    source="violation",
    key="violation_id",
    scope=Place(
        person="{t}.member_id",
        acting=Acting(
            "{violation}", "violation_id", "{t}.supervisor_id = {me} AND {t}.supervised_to IS NULL"
        ),
    ),
    group=FieldGroup.PERSON,
    orders={"OCCURRED_ON": Order({"occurred_on": datetime.date}, descending=True)},
    description=(
        "A violation of operating rules or labour discipline (两违), and who sees to its being put right (专人包保)."
        " Whether a meeting followed the same day is told by `compliances`."
    ),
)
class Violation(Node):
    kind: ViolationKind = column("What was violated (两违类型).")
    severity: ViolationSeverity = column("How it was graded (定性).")
    code: str = column("What it was, as a code (违章违纪代码).")
    occurred_at: str = column("When, as a day or an instant in UTC (发生时间).")
    occurred_on: datetime.date = column("The day of that in the county's time zone (发生日期).")
    status: ViolationStatus = column("Whether it stands (登记状态).")
    supervised_from: datetime.date | None = column("Since when somebody sees to it (包保起始日期).")
    supervised_to: datetime.date | None = column(
        "The day after the last of that; null while it goes on (包保截止日期)."
    )
    event_id: strawberry.ID = named_event(
        "The event that reported it: its id, as `node(id:)` and `corrects` take it (登记事件).", "event_id"
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("violation_id")
    provenance = provenance("violation_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "Where it is dealt with: the party group that day, the branch of who was in none (处理组织).",
    )
    member = to_one(_MEMBER, "member_id", "Whose it was; null: the organisation's as such (党员).")
    supervisor = to_one(_MEMBER, "supervisor_id", "Who sees to it, or did last (包保人).")
    history = history()
