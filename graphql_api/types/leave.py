"""Leave."""

from __future__ import annotations

import datetime
from enum import StrEnum

import strawberry

from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Link,
    Node,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
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
    "ApproverLevel",
    "EvidenceKind",
    "Leave",
    "LeaveKind",
    "LeaveOrder",
    "LeaveOrderField",
    "LeaveStatus",
    "LeaveWhere",
]


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
    ApproverLevel,
    "Who decides about leave, the lowest level first (准假权限).",
    {
        "GROUP_LEADER": "The leader of the party group (党小组组长).",
        "BRANCH_SECRETARY": "The secretary of the branch (支部书记).",
        "BRANCH_COMMITTEE": "The committee of the branch (支部委员会).",
        "SUPERIOR": "The organisation above (上级党组织).",
    },
)
describe(
    EvidenceKind,
    "What proves the ground of a leave (请假证明).",
    {
        "MEDICAL_CERTIFICATE": "A medical certificate (医院证明).",
        "EMPLOYER_LETTER": "A letter of the employer (单位证明).",
        "OFFICIAL_NOTICE": "An official notice (公务通知).",
        "ENROLMENT_LETTER": "A letter of enrolment (入学或培训通知).",
        "TRAVEL_RECORD": "A record of travel (行程凭证).",
        "OTHER_PAPER": "Another paper (其他书面证明).",
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
    meeting=Filter(IdFilter, "{t}.meeting_id", "By the one meeting that it is for (会议).", ids=("Meeting",)),
    asked_to_on=Filter(
        DateFilter, "{t}.asked_to_on", "By the last day of an extension that waits (待批续假至)."
    ),
    evidence_due_on=Filter(
        DateFilter, "{t}.evidence_due_on", "By the day by which evidence is still awaited (证明补交期限)."
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
    approved_levels: list[ApproverLevel] = column(
        "Levels that approved it on the way to whoever grants it, the first first (已同意的级别)."
    )
    granted_level: ApproverLevel | None = column(
        "The level that granted it, or its latest extension; null as long as nobody did (批准级别)."
    )
    by_deputy: bool = column("Whether that was by the deputy there (由副职批准).")
    asked_to_on: datetime.date | None = column(
        "The last day of an extension that waits for its decision (待批续假至)."
    )
    evidence: list[EvidenceKind] = column("Papers that were handed in, by kind (已交证明).")
    evidence_due_on: datetime.date | None = column(
        "By when a paper is to be handed in that the rules ask for; null: none is awaited (证明补交期限)."
    )
    grounds_id: strawberry.ID | None = column("UUID of the document with its grounds (请假事由文件).")
    document_ids: list[strawberry.ID] = column("UUIDs of the documents that were handed in (证明文件).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("leave_id")
    provenance = provenance("leave_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "Who asked (请假人).")
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "branch_id", "Home branch at the time (党支部)."
    )
    meeting = to_one(
        "graphql_api.types.meeting:Meeting",
        "meeting_id",
        "The one meeting that it is for; null: for all that is held on its days (会议).",
    )
    grounds = to_one(
        "graphql_api.types.document:Document", "grounds_id", "The document with its grounds (请假事由文件)."
    )
    documents = to_linked(
        "graphql_api.types.document:Document",
        Link(
            "{t}.document_id = ANY (ARRAY(SELECT unnest(l.document_ids) FROM {leave} AS l WHERE l.tenant_id = {tenant}"
            " AND l.leave_id = {up}.leave_id))",
            {"leave_id": "uuid"},
        ),
        "The documents that were handed in, those that the caller may see (证明文件).",
        where=False,
    )
    rules = to_linked(
        "graphql_api.types.policy:PolicyVersion",
        Link(
            "{t}.version_id = ANY (ARRAY(SELECT unnest(l.rule_ids) FROM {leave} AS l WHERE l.tenant_id = {tenant}"
            " AND l.leave_id = {up}.leave_id))",
            {"leave_id": "uuid"},
        ),
        "Versions of the rules that let it through when it was granted or last extended (准假依据).",
        where=False,
    )
    history = history()
