"""Enums of the schema: the domain's own, with a description for every value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TypeVar

import strawberry

from domain.accounts.events import PostRole
from domain.county.events import Module
from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason, AttendanceStatus, ExclusionReason, MeetingKind
from domain.membership.events import MemberKind
from domain.organisation.events import BranchSector, OrganisationKind
from domain.scoring.events import PointsClass

E = TypeVar("E", bound=Enum)


def _describe(enum: type[E], description: str, values: Mapping[str, str]) -> type[E]:
    """Make a domain enum part of the schema without changing it: descriptions live here, values there."""
    decorated = strawberry.enum(enum, description=description)
    definition = decorated.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[value.name]
    return decorated


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    PLANNED = "PLANNED"
    NOTIFIED = "NOTIFIED"
    ROSTER_FROZEN = "ROSTER_FROZEN"
    CONCLUDED = "CONCLUDED"
    CANCELLED = "CANCELLED"


class LeaveStatus(StrEnum):
    """How a leave stands."""

    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    RETURNED = "RETURNED"


class ScoreDirection(StrEnum):
    """Whether an entry adds or takes."""

    AWARD = "AWARD"
    DEDUCTION = "DEDUCTION"


class NodeType(StrEnum):
    """Which tree a rollup's node belongs to."""

    ORGANISATION = "ORGANISATION"
    GRID = "GRID"


class CountedObject(StrEnum):
    """What figures are made of."""

    MEETING = "MEETING"
    LEAVE = "LEAVE"
    SCORE_ENTRY = "SCORE_ENTRY"


class RollupCounter(StrEnum):
    """The figures that are counted."""

    MEETINGS_PLANNED = "MEETINGS_PLANNED"
    MEETINGS_HELD = "MEETINGS_HELD"
    MEETINGS_CANCELLED = "MEETINGS_CANCELLED"
    EXPECTED = "EXPECTED"
    PRESENT = "PRESENT"
    LATE = "LATE"
    ON_LEAVE = "ON_LEAVE"
    ABSENT = "ABSENT"
    UNEXCUSED = "UNEXCUSED"
    LATE_ENTRIES = "LATE_ENTRIES"
    LEAVE_REQUESTED = "LEAVE_REQUESTED"
    LEAVE_GRANTED = "LEAVE_GRANTED"
    POINTS_AWARDED = "POINTS_AWARDED"
    POINTS_DEDUCTED = "POINTS_DEDUCTED"


_describe(
    Module, "What a county may adopt beyond the core (模块); off by default.", {"POINTS": "Points (积分)."}
)
_describe(
    OrganisationKind,
    "Kinds of organisation (组织类型).",
    {
        "PARTY_COMMITTEE": "Party committee (党委).",
        "PARTY_WORK_COMMITTEE": "Party work committee (党工委).",
        "GENERAL_BRANCH": "General branch (党总支).",
        "PARTY_BRANCH": "Party branch (党支部).",
        "PARTY_GROUP": "Party group (党小组).",
    },
)
_describe(
    BranchSector,
    "Where a branch stands in life (支部类别).",
    {
        "RURAL": "Village (农村).",
        "COMMUNITY": "Urban community (社区).",
        "AGENCY": "Agency of government (机关).",
        "ENTERPRISE": "Enterprise (企业).",
        "SCHOOL": "School (学校).",
    },
)
_describe(
    MemberKind,
    "Kinds of member (党员类别).",
    {"FULL": "Full member (正式党员).", "PROBATIONARY": "Probationary member (预备党员)."},
)
_describe(
    MeetingKind,
    "Kinds of meeting (会议类型).",
    {
        "GENERAL_MEETING": "General meeting of a branch (支部党员大会).",
        "BRANCH_COMMITTEE_MEETING": "Meeting of a branch's committee (支委会).",
        "GROUP_MEETING": "Meeting of a party group (党小组会).",
        "PARTY_LECTURE": "Party lecture (党课).",
        "MICRO_LECTURE": "Micro-lecture (微党课).",
        "THEME_PARTY_DAY": "Theme party day (主题党日).",
        "ORGANISATION_LIFE_MEETING": "Organisation life meeting (组织生活会).",
        "DEMOCRATIC_APPRAISAL": "Democratic appraisal (民主评议).",
    },
)
_describe(
    MeetingStatus,
    "How far a meeting has come (会议状态).",
    {
        "PLANNED": "Planned (已计划).",
        "NOTIFIED": "Those concerned were told (已通知).",
        "ROSTER_FROZEN": "It is fixed who is expected (应到名册已定).",
        "CONCLUDED": "It took place (已召开).",
        "CANCELLED": "It does not take place (已取消).",
    },
)
_describe(
    AttendanceStatus,
    "How an expected person's attendance stands (到会情况).",
    {
        "PRESENT": "Present (实到).",
        "LATE": "Present, but late (迟到); counted as present too.",
        "LEAVE": "Away with granted leave (请假).",
        "ABSENT": "Away without granted leave (缺席).",
    },
)
_describe(
    AbsenceReason,
    "Coded reason of an absence without granted leave (缺席原因).",
    {
        "ILLNESS": "Ill (生病).",
        "SECONDED": "Seconded elsewhere (借调).",
        "OFFICIAL_DUTY": "On duty elsewhere (公务).",
        "FAMILY": "A family matter (家事).",
        "OUT_OF_REACH": "Could not be reached (联系不上).",
        "NONE_GIVEN": "No reason given (无故); counted as unexcused.",
    },
)
_describe(
    ExclusionReason,
    "Why someone on the register is not expected (不列入应到的原因).",
    {
        "OTHER_GROUP": "Belongs to another party group (属其他党小组).",
        "NOT_ON_COMMITTEE": "Not on the branch's committee (非支委).",
        "LONG_ILLNESS": "Ill for long (长期患病).",
        "ABROAD": "Abroad (出国出境).",
        "SECOND_AFFILIATION_ELSEWHERE": "Takes part elsewhere (在他处参加组织生活).",
        "PROBATIONARY_NOT_INVITED": "Probationary and not invited (预备党员未列入).",
    },
)
_describe(
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
_describe(
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
_describe(
    PostRole,
    "Roles whose power a post gives (职务).",
    {
        "COUNTY_SECRETARY": "Keeps the records of the whole county (县级管理员).",
        "TOWNSHIP_SECRETARY": "Keeps the records of a township and all below it (乡镇书记).",
        "BRANCH_SECRETARY": "Keeps the records of one branch (支部书记).",
        "GRID_WORKER": "Answers for a grid and all below it (网格员).",
    },
)
_describe(
    PointsClass,
    "Classes of points (积分类别).",
    {"BASE": "Base points (基础分).", "TASK": "Task points (任务分).", "BONUS": "Bonus points (奖励分)."},
)
_describe(
    ScoreDirection,
    "Whether an entry adds points or takes them (加减).",
    {"AWARD": "Adds (加分).", "DEDUCTION": "Takes (扣分)."},
)
_describe(
    NodeType,
    "Which tree a node belongs to (节点类型).",
    {"ORGANISATION": "The organisation tree (组织).", "GRID": "The responsibility grids (网格)."},
)
_describe(
    CountedObject,
    "What figures are made of (计入统计的对象).",
    {"MEETING": "A meeting (会议).", "LEAVE": "A leave (请假).", "SCORE_ENTRY": "A score entry (积分明细)."},
)
_describe(
    RollupCounter,
    "The figures that are counted (统计指标名).",
    {
        "MEETINGS_PLANNED": "Meetings, cancelled ones left out (应开会议).",
        "MEETINGS_HELD": "Meetings that took place (已开会议).",
        "MEETINGS_CANCELLED": "Meetings cancelled (取消会议).",
        "EXPECTED": "Attendances expected (应到人次).",
        "PRESENT": "Present (实到人次).",
        "LATE": "Late (迟到人次).",
        "ON_LEAVE": "Away with granted leave (请假人次).",
        "ABSENT": "Away without granted leave (缺席人次).",
        "UNEXCUSED": "Absent without a reason (无故缺席人次).",
        "LATE_ENTRIES": "Records entered late (补录条数).",
        "LEAVE_REQUESTED": "Leaves asked for (请假申请).",
        "LEAVE_GRANTED": "Leaves granted (准假).",
        "POINTS_AWARDED": "Points added (加分).",
        "POINTS_DEDUCTED": "Points taken (扣分).",
    },
)

__all__ = [
    "AbsenceReason",
    "AttendanceStatus",
    "BranchSector",
    "CountedObject",
    "ExclusionReason",
    "LeaveKind",
    "LeaveStatus",
    "MeetingKind",
    "MeetingStatus",
    "MemberKind",
    "Module",
    "NodeType",
    "OrganisationKind",
    "PointsClass",
    "PostRole",
    "RollupCounter",
    "ScoreDirection",
]
