"""Words of periods, meetings and what follows, from which kinds make their sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.meetings.events import AbsenceReason, MeetingKind
from domain.obligations.grounds import Consequence
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.kind import Words
from domain.policies.periods import Unit
from domain.policies.verdicts import Effect
from domain.violations.events import ViolationSeverity

UNITS = {
    Unit.MONTH: Words(zh="月", en="month"),
    Unit.QUARTER: Words(zh="季度", en="quarter"),
    Unit.HALF_YEAR: Words(zh="半年", en="half-year"),
    Unit.YEAR: Words(zh="年", en="year"),
}
MEETINGS = {
    MeetingKind.GENERAL_MEETING: Words(zh="支部党员大会", en="General meeting"),
    MeetingKind.BRANCH_COMMITTEE_MEETING: Words(zh="支部委员会会议", en="Branch committee meeting"),
    MeetingKind.GROUP_MEETING: Words(zh="党小组会", en="Group meeting"),
    MeetingKind.PARTY_LECTURE: Words(zh="党课", en="Party lecture"),
    MeetingKind.MICRO_LECTURE: Words(zh="微党课", en="Micro lecture"),
    MeetingKind.THEME_PARTY_DAY: Words(zh="主题党日", en="Theme party day"),
    MeetingKind.ORGANISATION_LIFE_MEETING: Words(zh="组织生活会", en="Organisation life meeting"),
    MeetingKind.DEMOCRATIC_APPRAISAL: Words(zh="民主评议党员", en="Democratic appraisal"),
}
# In a sentence that binds league branches alone.
_OF_THE_LEAGUE = {
    "支部党员大会": "支部团员大会",
    "General meeting": "General meeting of league members",
}
ORGANISATIONS = {
    OrganisationKind.PARTY_COMMITTEE: Words(zh="党委", en="the party committee"),
    OrganisationKind.PARTY_WORK_COMMITTEE: Words(zh="党工委", en="the party work committee"),
    OrganisationKind.GENERAL_BRANCH: Words(zh="党总支", en="the general branch"),
    OrganisationKind.PARTY_BRANCH: Words(zh="党支部", en="the party branch"),
    OrganisationKind.PARTY_GROUP: Words(zh="党小组", en="the party group"),
    OrganisationKind.LEAGUE_BRANCH: Words(zh="团支部", en="the league branch"),
}
FORMS = {
    BranchForm.REGULAR: Words(zh="常设", en="regular"),
    BranchForm.JOINT: Words(zh="联合", en="joint"),
    BranchForm.TEMPORARY: Words(zh="临时", en="temporary"),
    BranchForm.VIRTUAL: Words(zh="虚拟", en="virtual"),
    BranchForm.FUNCTIONAL: Words(zh="功能型", en="functional"),
}
LEAVES = {
    LeaveKind.ILLNESS: Words(zh="病假", en="sick leave"),
    LeaveKind.PERSONAL: Words(zh="事假", en="personal leave"),
    LeaveKind.OFFICIAL_DUTY: Words(zh="公假", en="leave for official duty"),
    LeaveKind.STUDY: Words(zh="学习请假", en="study leave"),
    LeaveKind.MATERNITY: Words(zh="产假", en="maternity leave"),
    LeaveKind.WORKING_ELSEWHERE: Words(zh="外出务工请假", en="leave for work elsewhere"),
}
LEVELS = {
    ApproverLevel.GROUP_LEADER: Words(zh="党小组组长", en="the group leader"),
    ApproverLevel.BRANCH_SECRETARY: Words(zh="支部书记", en="the secretary of the branch"),
    ApproverLevel.BRANCH_COMMITTEE: Words(zh="支部委员会", en="the branch committee"),
    ApproverLevel.SUPERIOR: Words(zh="上级党组织", en="the organisation above"),
}
EVIDENCE = {
    EvidenceKind.MEDICAL_CERTIFICATE: Words(zh="医院证明", en="a medical certificate"),
    EvidenceKind.EMPLOYER_LETTER: Words(zh="单位证明", en="a letter of the employer"),
    EvidenceKind.OFFICIAL_NOTICE: Words(zh="公务通知", en="an official notice"),
    EvidenceKind.ENROLMENT_LETTER: Words(zh="入学(培训)通知", en="a letter of enrolment"),
    EvidenceKind.TRAVEL_RECORD: Words(zh="行程凭证", en="a record of travel"),
    EvidenceKind.OTHER_PAPER: Words(zh="其他书面证明", en="another paper"),
}
WHERE_COMMITTEE = Words(zh="(不设支部委员会的除外)", en=" (where there is a committee)")
EFFECTS = {
    Effect.NOTED: Words(zh="予以提示", en="this is noted"),
    Effect.OFF_WINDOW: Words(zh="计入次数,但记为不合要求", en="it counts, marked as not as it should be"),
    Effect.UNVERIFIED: Words(zh="计为已召开,但不计为已核实", en="it counts as held and not as verified"),
    Effect.NOT_COUNTED: Words(zh="不计入次数", en="it does not count"),
}
SEVERITIES = {
    ViolationSeverity.ORDINARY: Words(zh="一般", en="ordinary"),
    ViolationSeverity.SERIOUS: Words(zh="严重", en="serious"),
}
REASONS = {
    AbsenceReason.ILLNESS: Words(zh="生病", en="illness"),
    AbsenceReason.SECONDED: Words(zh="借调", en="secondment"),
    AbsenceReason.OFFICIAL_DUTY: Words(zh="公务", en="official duty"),
    AbsenceReason.FAMILY: Words(zh="家事", en="a family matter"),
    AbsenceReason.OUT_OF_REACH: Words(zh="联系不上", en="being out of reach"),
    AbsenceReason.NONE_GIVEN: Words(zh="无故", en="no reason given"),
}
CONSEQUENCES = {
    Consequence.REMINDER: Words(zh="提醒", en="a reminder"),
    Consequence.CRITICISM: Words(zh="批评教育", en="criticism and education"),
    Consequence.TALK: Words(zh="约谈", en="a talk"),
    Consequence.ADMONITION_TALK: Words(zh="诫勉谈话", en="an admonition talk"),
    Consequence.CIRCULAR: Words(zh="通报", en="a circular"),
    Consequence.CONVEYANCE: Words(zh="传达", en="conveyance by name"),
    Consequence.MAKE_UP: Words(zh="补课", en="making up"),
    Consequence.RECTIFICATION: Words(zh="整改", en="rectification"),
    Consequence.DISPOSITION_REVIEW: Words(zh="研究组织处理", en="a decision on a disposition"),
    Consequence.PROBATION_REVIEW: Words(zh="研究预备期", en="a decision on the probation"),
    Consequence.MERIT_BAR_REVIEW: Words(zh="研究评优资格", en="a decision on standing for merits"),
    Consequence.FOLLOW_UP: Words(zh="跟进", en="a follow-up"),
}
T = TypeVar("T")


def of_the_league(words: Words) -> Words:
    """The same in the words of the league, whose general meeting is another than the party's."""
    zh, en = words.zh, words.en
    for word, other in _OF_THE_LEAGUE.items():
        zh, en = zh.replace(word, other), en.replace(word, other)
    return Words(zh=zh, en=en)


def times(number: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def days(number: int) -> str:
    """``1 day``, ``3 days``."""
    return f"{number} day{'' if number == 1 else 's'}"


def either(kinds: Collection[MeetingKind]) -> Words:
    """Several kinds of meetings, in the order in which they are declared."""
    return listed(kinds, MEETINGS)


def listed(values: Collection[T], words: Mapping[T, Words]) -> Words:
    """Several values, in the order in which they are declared; empty texts for none."""
    named = [said for value, said in words.items() if value in values]
    return Words(zh="、".join(words.zh for words in named), en=", ".join(words.en for words in named))
