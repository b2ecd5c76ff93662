"""All kinds of policies, by the names that packs call them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from domain.organisation.events import OrganisationKind
from domain.policies.kind import Kind, Words
from domain.policies.kinds.absence_classification import AbsenceClassification, AbsenceClassificationKind
from domain.policies.kinds.absence_escalation import AbsenceEscalation, AbsenceEscalationKind
from domain.policies.kinds.annual_plan import AnnualPlanKind, PlanDuty
from domain.policies.kinds.before_day import BeforeDay, BeforeDayKind
from domain.policies.kinds.branch_size import BranchSize, BranchSizeKind
from domain.policies.kinds.combination import Combination, CombinationKind
from domain.policies.kinds.committee_size import CommitteeSize, CommitteeSizeKind
from domain.policies.kinds.first_weekend import FirstWeekend, FirstWeekendKind
from domain.policies.kinds.group_size import GroupSize, GroupSizeKind
from domain.policies.kinds.leave_evidence import LeaveEvidence, LeaveEvidenceKind
from domain.policies.kinds.leave_granting import LeaveGranting, LeaveGrantingKind
from domain.policies.kinds.lecture_tested import LectureTested, LectureTestedKind
from domain.policies.kinds.lecturer_role import LecturerRoleKind, LecturerRoles
from domain.policies.kinds.longest_gap import LongestGap, LongestGapKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind
from domain.policies.kinds.minutes_completeness import MinutesCompleteness, MinutesCompletenessKind
from domain.policies.kinds.missed_consequence import MissedConsequence, MissedConsequenceKind
from domain.policies.kinds.month_end import MonthEnd, MonthEndKind
from domain.policies.kinds.monthly_content import MonthlyContent, MonthlyContentKind
from domain.policies.kinds.notice_period import NoticePeriod, NoticePeriodKind
from domain.policies.kinds.objection_handling import ObjectionHandling, ObjectionHandlingKind
from domain.policies.kinds.peer_review import PeerReviewDuty, PeerReviewKind
from domain.policies.kinds.publication import PublicationDuty, PublicationKind
from domain.policies.kinds.separate_holding import SeparateHolding, SeparateHoldingKind
from domain.policies.kinds.violation_meeting import ViolationMeeting, ViolationMeetingKind
from domain.policies.kinds.weekday_window import WeekdayWindow, WeekdayWindowKind
from domain.policies.wording import of_the_league

Rule = (
    AbsenceClassification
    | AbsenceEscalation
    | PlanDuty
    | BeforeDay
    | BranchSize
    | Combination
    | CommitteeSize
    | FirstWeekend
    | GroupSize
    | LeaveEvidence
    | LeaveGranting
    | LectureTested
    | LecturerRoles
    | LongestGap
    | MeetingFrequency
    | MeetingWindow
    | MinutesCompleteness
    | MissedConsequence
    | MonthEnd
    | MonthlyContent
    | NoticePeriod
    | ObjectionHandling
    | PeerReviewDuty
    | PublicationDuty
    | SeparateHolding
    | ViolationMeeting
    | WeekdayWindow
)

KINDS: dict[type[Any], Kind[Any]] = {
    kind.parameters: kind
    for kind in (
        AbsenceClassificationKind(),
        AbsenceEscalationKind(),
        AnnualPlanKind(),
        BeforeDayKind(),
        BranchSizeKind(),
        CombinationKind(),
        CommitteeSizeKind(),
        FirstWeekendKind(),
        GroupSizeKind(),
        LeaveEvidenceKind(),
        LeaveGrantingKind(),
        LectureTestedKind(),
        LecturerRoleKind(),
        LongestGapKind(),
        MeetingFrequencyKind(),
        MeetingWindowKind(),
        MinutesCompletenessKind(),
        MissedConsequenceKind(),
        MonthEndKind(),
        MonthlyContentKind(),
        NoticePeriodKind(),
        ObjectionHandlingKind(),
        PeerReviewKind(),
        PublicationKind(),
        SeparateHoldingKind(),
        ViolationMeetingKind(),
        WeekdayWindowKind(),
    )
}


def sentence_of(rule: Rule, organisations: Collection[OrganisationKind]) -> Words:
    """A rule's parameters as one sentence, in the words of those whom it binds."""
    words: Words = KINDS[type(rule)].sentences(rule)
    only_the_league = set(organisations) == {OrganisationKind.LEAGUE_BRANCH}
    return of_the_league(words) if only_the_league else words
