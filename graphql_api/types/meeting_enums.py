"""Enums of meetings: their kinds, how far they have come, who came and who not."""

from __future__ import annotations

from enum import StrEnum

from domain.meeting_entries.events import LecturerRole, MinutesField
from domain.meetings.events import AbsenceReason, AttendanceStatus, ExclusionReason, MeetingKind
from graphql_api.types.described import describe

__all__ = [
    "AbsenceReason",
    "AttendanceStatus",
    "ExclusionReason",
    "LecturerRole",
    "MeetingKind",
    "MeetingStatus",
    "MinutesField",
]


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    PLANNED = "PLANNED"
    NOTIFIED = "NOTIFIED"
    ROSTER_FROZEN = "ROSTER_FROZEN"
    CONCLUDED = "CONCLUDED"
    CANCELLED = "CANCELLED"


describe(
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
describe(
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
describe(
    AttendanceStatus,
    "How an expected person's attendance stands (到会情况).",
    {
        "PRESENT": "Present (实到).",
        "LATE": "Present, but late (迟到); counted as present too.",
        "LEAVE": "Away with granted leave (请假).",
        "ABSENT": "Away without granted leave (缺席).",
    },
)
describe(
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
describe(
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
describe(
    MinutesField,
    "What minutes record (会议记录内容).",
    {
        "TIME": "The time (时间).",
        "PLACE": "The place (地点).",
        "PRESENT": "Who took part (参加人员).",
        "ABSENT": "Who was absent (缺席人员).",
        "CONTENT": "What it was about (会议内容).",
        "OPINIONS": "What was said in the discussion (讨论意见).",
    },
)
describe(
    LecturerRole,
    "In which role somebody gave a lecture (授课人).",
    {
        "COMMITTEE_SECRETARY": "Secretary of the party committee (党委书记).",
        "GENERAL_BRANCH_SECRETARY": "Secretary of the general branch (党总支书记).",
        "BRANCH_SECRETARY": "Secretary of the branch (支部书记).",
        "BRANCH_COMMITTEE_MEMBER": "Member of the branch committee (支部委员).",
        "WORK_TEAM_LEADER": "Leader of the work team (工作组组长).",
        "MEMBER": "A member (党员).",
        "INVITED_LECTURER": "An invited lecturer (受邀讲师).",
    },
)
