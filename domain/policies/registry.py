"""All kinds of policies, by the names that packs call them."""

from __future__ import annotations

from typing import Any

from domain.policies.kind import Kind
from domain.policies.kinds.annual_plan import AnnualPlanKind, PlanDuty
from domain.policies.kinds.before_day import BeforeDay, BeforeDayKind
from domain.policies.kinds.branch_size import BranchSize, BranchSizeKind
from domain.policies.kinds.combination import Combination, CombinationKind
from domain.policies.kinds.committee_size import CommitteeSize, CommitteeSizeKind
from domain.policies.kinds.first_weekend import FirstWeekend, FirstWeekendKind
from domain.policies.kinds.group_size import GroupSize, GroupSizeKind
from domain.policies.kinds.lecture_tested import LectureTested, LectureTestedKind
from domain.policies.kinds.lecturer_role import LecturerRoleKind, LecturerRoles
from domain.policies.kinds.longest_gap import LongestGap, LongestGapKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind
from domain.policies.kinds.minutes_completeness import MinutesCompleteness, MinutesCompletenessKind
from domain.policies.kinds.month_end import MonthEnd, MonthEndKind
from domain.policies.kinds.monthly_content import MonthlyContent, MonthlyContentKind
from domain.policies.kinds.notice_period import NoticePeriod, NoticePeriodKind
from domain.policies.kinds.publication import PublicationDuty, PublicationKind
from domain.policies.kinds.separate_holding import SeparateHolding, SeparateHoldingKind
from domain.policies.kinds.weekday_window import WeekdayWindow, WeekdayWindowKind

Rule = (
    PlanDuty
    | BeforeDay
    | BranchSize
    | Combination
    | CommitteeSize
    | FirstWeekend
    | GroupSize
    | LectureTested
    | LecturerRoles
    | LongestGap
    | MeetingFrequency
    | MeetingWindow
    | MinutesCompleteness
    | MonthEnd
    | MonthlyContent
    | NoticePeriod
    | PublicationDuty
    | SeparateHolding
    | WeekdayWindow
)

KINDS: dict[type[Any], Kind[Any]] = {
    kind.parameters: kind
    for kind in (
        AnnualPlanKind(),
        BeforeDayKind(),
        BranchSizeKind(),
        CombinationKind(),
        CommitteeSizeKind(),
        FirstWeekendKind(),
        GroupSizeKind(),
        LectureTestedKind(),
        LecturerRoleKind(),
        LongestGapKind(),
        MeetingFrequencyKind(),
        MeetingWindowKind(),
        MinutesCompletenessKind(),
        MonthEndKind(),
        MonthlyContentKind(),
        NoticePeriodKind(),
        PublicationKind(),
        SeparateHoldingKind(),
        WeekdayWindowKind(),
    )
}
