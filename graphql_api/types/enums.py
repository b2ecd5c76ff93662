"""Enums of the schema: the domain's own, with a description for every value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TypeVar

import strawberry

from domain.accounts.events import PostRole
from domain.county.events import Module
from domain.coverage.events import EntityKind, ExclusionGround
from domain.discipline.events import Measure as DisciplinaryMeasure
from domain.handover.events import HandoverItem, HandoverSide
from domain.issues.events import IssueKind
from domain.issues.state import IssueStatus
from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason, AttendanceStatus, ExclusionReason, MeetingKind
from domain.membership.events import MemberKind
from domain.organisation.events import BranchForm, BranchSector, OrganisationKind
from domain.pairing.events import PairKind
from domain.projects.state import ProjectStatus
from domain.scoring.events import PointsClass

E = TypeVar("E", bound=Enum)


def _describe(enum: type[E], description: str, values: Mapping[str, str], name: str | None = None) -> type[E]:
    """Make a domain enum part of the schema without changing it: descriptions live here, values there."""
    decorated = strawberry.enum(enum, name=name, description=description)
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


class ContactStatus(StrEnum):
    """How a member stands to the home branch."""

    FLOATING = "FLOATING"
    LOST = "LOST"
    IN_REACH = "IN_REACH"


class ParticipationSide(StrEnum):
    """On which side participation elsewhere is told."""

    MEETING = "MEETING"
    HOME = "HOME"


class DevelopmentStage(StrEnum):
    """How far a person has come on the way to membership."""

    APPLICANT = "APPLICANT"
    ACTIVIST = "ACTIVIST"
    ADMISSION_CANDIDATE = "ADMISSION_CANDIDATE"
    PROBATIONARY = "PROBATIONARY"
    FULL = "FULL"
    ENDED = "ENDED"


class NextStage(StrEnum):
    """Stages to which a branch brings a person without a ballot."""

    ACTIVIST = "ACTIVIST"
    ADMISSION_CANDIDATE = "ADMISSION_CANDIDATE"


class LetterSide(StrEnum):
    """Which end of a letter's way lies here."""

    OUT = "OUT"
    IN = "IN"


class LetterStatus(StrEnum):
    """How far a letter has come."""

    IN_FLIGHT = "IN_FLIGHT"
    RECEIVED = "RECEIVED"
    WITHDRAWN = "WITHDRAWN"


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
    VISITS = "VISITS"
    ISSUE = "ISSUE"


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
    VISITS = "VISITS"
    ISSUES_RAISED = "ISSUES_RAISED"
    ISSUES_CLOSED = "ISSUES_CLOSED"


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
        "LEAGUE_BRANCH": "Branch of the Youth League (团支部); nothing of it counts in figures of the party.",
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
    BranchForm,
    "How a branch of the party is made up (支部设置形式).",
    {
        "REGULAR": "Of one unit or place (单独组建).",
        "JOINT": "Of several units, five at most (联合党支部).",
        "TEMPORARY": "For a task, until it is done (临时党支部): nobody is at home there.",
        "VIRTUAL": "Of members at home in different branches (虚拟党支部).",
        "FUNCTIONAL": "For a function beside the tree (功能型党支部): nobody is at home there.",
    },
)
_describe(
    MemberKind,
    "Kinds of member (党员类别).",
    {
        "FULL": "Full member (正式党员).",
        "PROBATIONARY": "Probationary member (预备党员).",
        "LEAGUE_MEMBER": "Member of the Youth League, not of the party (共青团员).",
    },
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
    ContactStatus,
    "How a member who is or was away stands to the home branch (联系状况).",
    {
        "FLOATING": "Away for long, and heard of (流动).",
        "LOST": "Cannot be reached; a member all the same (失联).",
        "IN_REACH": "Back, or found again (正常).",
    },
)
_describe(
    ParticipationSide,
    "On which side participation elsewhere is told (一方).",
    {"MEETING": "Where the meeting was held (活动方).", "HOME": "At the member's home (所在支部)."},
)
_describe(
    DevelopmentStage,
    "How far a person has come on the way to membership (发展阶段).",
    {
        "APPLICANT": "Has applied (申请人).",
        "ACTIVIST": "Activist (入党积极分子).",
        "ADMISSION_CANDIDATE": "Candidate for admission (发展对象).",
        "PROBATIONARY": "Admitted as a probationary member (预备党员).",
        "FULL": "Confirmed as a full member (正式党员).",
        "ENDED": "Developed no further (终止).",
    },
)
_describe(
    NextStage,
    "Stages to which a branch brings a person without a ballot (阶段).",
    {"ACTIVIST": "Activist (入党积极分子).", "ADMISSION_CANDIDATE": "Candidate for admission (发展对象)."},
)
_describe(
    LetterSide,
    "Which end of a transfer letter's way lies here (收发).",
    {"OUT": "Issued here (转出).", "IN": "To be received here (转入)."},
)
_describe(
    LetterStatus,
    "How far a transfer letter has come (介绍信状态).",
    {
        "IN_FLIGHT": "Issued and not used; of no use after the last day of its validity (在途).",
        "RECEIVED": "Used: the home has moved (已接收).",
        "WITHDRAWN": "Taken back unused (已收回).",
    },
)
_describe(
    IssueKind,
    "What an issue is about (问题类型).",
    {
        "LIVELIHOOD": "Livelihood (民生).",
        "SAFETY": "Safety (安全).",
        "ENVIRONMENT": "Environment (环境).",
        "INFRASTRUCTURE": "Roads, water, power (基础设施).",
        "DISPUTE": "A dispute (矛盾纠纷).",
        "POLICY": "A question about policy (政策).",
        "OTHER": "Anything else (其他).",
    },
)
_describe(
    IssueStatus,
    "How far an issue has come (办理状态).",
    {
        "RAISED": "Raised, and nobody's yet (已提出).",
        "ASSIGNED": "Somebody is to have it done (已交办).",
        "CLOSED": "Done and checked (已办结).",
    },
)
_describe(
    HandoverItem,
    "What is handed over with a post (交接清单): the handbook and five boxes of a branch (一册五盒).",
    {
        "HANDBOOK": "The branch's handbook (党支部工作手册).",
        "DAILY_WORK_BOX": "Papers of daily work (日常工作资料盒).",
        "ADMISSIONS_BOX": "Papers of admissions (组织发展资料盒).",
        "PLANS_AND_REPORTS_BOX": "Plans and reports (计划报告资料盒).",
        "SUPERIOR_DOCUMENTS_BOX": "Papers from above (上级文件资料盒).",
        "OTHER_BOX": "Other papers (其他材料资料盒).",
    },
)
_describe(
    HandoverSide,
    "Who signs for what is handed over (交接签字方).",
    {"OUTGOING": "The holder who goes (移交人).", "INCOMING": "The holder who comes (接收人)."},
)
_describe(
    PairKind,
    "Whom a member looks after (结对对象类型).",
    {
        "MEMBER": "Another member of the branch (党员).",
        "HOUSEHOLD": "A household (群众户).",
        "WORKER": "A worker or somebody else, of whom nothing is kept (职工群众).",
    },
)
_describe(
    ProjectStatus,
    "The steps of a project, in their order (项目进度).",
    {
        "PROPOSED": "Proposed by its organisation (已确立).",
        "APPROVED": "Approved by an organisation above (已审核).",
        "FILED": "Filed with an organisation above (已备案).",
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
    {
        "MEETING": "A meeting (会议).",
        "LEAVE": "A leave (请假).",
        "SCORE_ENTRY": "A score entry (积分明细).",
        "VISITS": "The visits of one day to households of a grid that one organisation looks after (走访).",
        "ISSUE": "An issue (问题).",
    },
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
        "VISITS": "Visits to households (走访户次).",
        "ISSUES_RAISED": "Issues raised (提出问题).",
        "ISSUES_CLOSED": "Issues raised and closed (办结问题).",
    },
)

_describe(
    DisciplinaryMeasure,
    "Disciplinary measures (党纪处分种类).",
    {
        "WARNING": "Warning (警告).",
        "SERIOUS_WARNING": "Serious warning (严重警告).",
        "REMOVAL_FROM_POST": "Removal from posts in the party (撤销党内职务).",
        "DISCIPLINARY_PROBATION": "Disciplinary probation (留党察看); another thing than probationary membership.",
    },
    name="DisciplinaryMeasure",
)

_describe(
    EntityKind,
    "Kinds of entity (两新组织类别).",
    {
        "ENTERPRISE": "Enterprise that is not the state's (非公有制企业).",
        "SOCIAL_ORGANISATION": "Social organisation (社会组织).",
    },
)
_describe(
    ExclusionGround,
    "Why an entity does not count (剔除原因).",
    {
        "EMPTY_SHELL": "It exists on paper alone (空壳).",
        "ZOMBIE": "It has stopped working (僵尸).",
        "SHADOW": "It is another under a second name (影子).",
    },
)

__all__ = [
    "AbsenceReason",
    "AttendanceStatus",
    "BranchForm",
    "BranchSector",
    "ContactStatus",
    "CountedObject",
    "DevelopmentStage",
    "DisciplinaryMeasure",
    "EntityKind",
    "ExclusionGround",
    "ExclusionReason",
    "HandoverItem",
    "HandoverSide",
    "IssueKind",
    "IssueStatus",
    "LeaveKind",
    "LeaveStatus",
    "LetterSide",
    "LetterStatus",
    "MeetingKind",
    "MeetingStatus",
    "MemberKind",
    "Module",
    "NextStage",
    "NodeType",
    "OrganisationKind",
    "PairKind",
    "ParticipationSide",
    "PointsClass",
    "PostRole",
    "ProjectStatus",
    "RollupCounter",
    "ScoreDirection",
]
