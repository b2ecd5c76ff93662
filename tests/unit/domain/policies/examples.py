"""One rule of every kind, for what is true of all of them."""

from __future__ import annotations

from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel
from domain.meeting_entries.events import LecturerRole
from domain.meetings.events import AbsenceReason, MeetingKind
from domain.obligations.grounds import Consequence
from domain.organisation.events import OrganisationKind
from domain.policies.facts import Matter, PlanField
from domain.policies.kind import Words
from domain.policies.kinds.absence_classification import AbsenceClassification
from domain.policies.kinds.absence_escalation import AbsenceEscalation
from domain.policies.kinds.annual_plan import PlanDuty
from domain.policies.kinds.before_day import BeforeDay
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.combination import Combination
from domain.policies.kinds.committee_size import CommitteeSize
from domain.policies.kinds.first_weekend import FirstWeekend
from domain.policies.kinds.group_size import GroupSize
from domain.policies.kinds.leave_evidence import LeaveEvidence
from domain.policies.kinds.leave_granting import GrantingStep, LeaveGranting
from domain.policies.kinds.lecture_tested import LectureTested
from domain.policies.kinds.lecturer_role import LecturerRoles
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.minutes_completeness import MinutesCompleteness
from domain.policies.kinds.missed_consequence import MissedConsequence
from domain.policies.kinds.month_end import MonthEnd
from domain.policies.kinds.monthly_content import MonthlyContent, Topic
from domain.policies.kinds.notice_period import NoticePeriod
from domain.policies.kinds.objection_handling import ObjectionHandling
from domain.policies.kinds.peer_review import PeerReviewDuty
from domain.policies.kinds.publication import PublicationDuty
from domain.policies.kinds.separate_holding import SeparateHolding
from domain.policies.kinds.violation_meeting import ViolationMeeting
from domain.policies.kinds.weekday_window import Weekday, WeekdayWindow
from domain.policies.periods import Unit
from domain.policies.registry import Rule
from domain.policies.verdicts import Effect
from domain.violations.events import ViolationSeverity

GENERAL, LECTURE = MeetingKind.GENERAL_MEETING, MeetingKind.PARTY_LECTURE

EXAMPLES: tuple[Rule, ...] = (
    AbsenceClassification(
        reasons=(AbsenceReason.ILLNESS, AbsenceReason.SECONDED),
        leave=(LeaveKind.ILLNESS, LeaveKind.PERSONAL),
        asked_afterwards="does_not_excuse",
        made_up="excuses",
        conveyed="does_not_excuse",
    ),
    AbsenceEscalation(
        meetings=(GENERAL, LECTURE),
        at_least=3,
        counted_in="calendar_half_year",
        carry="anew",
        due_from="recording",
        due_days=30,
        for_full=(Consequence.CRITICISM,),
        for_probationary=(Consequence.CRITICISM,),
    ),
    PlanDuty(
        by_month=1,
        by_day=31,
        partial_period="not_required",
        recipients=(OrganisationKind.PARTY_COMMITTEE,),
        item_needs=tuple(PlanField),
    ),
    BeforeDay(
        meeting=GENERAL,
        off_window="does_not_count",
        day=10,
        day_itself="in_time",
        exceptions=False,
        urgent="no_exemption",
    ),
    BranchSize(fewest_full_members=3, most_members=50),
    Combination(gatherings="separate", meetings=(GENERAL, LECTURE)),
    CommitteeSize(from_full_members=7, fewest=3, most=5),
    FirstWeekend(
        meeting=GENERAL,
        off_window="counts",
        if_saturday="counts",
        if_sunday="next",
        exceptions=False,
        urgent="no_exemption",
    ),
    GroupSize(fewest_members=3, fewest_full_members=1, leaders_only="not_allowed"),
    LeaveEvidence(
        leaves=(LeaveKind.ILLNESS,),
        accepts=(EvidenceKind.MEDICAL_CERTIFICATE, EvidenceKind.OTHER_PAPER),
        counted_from="last_day",
        within_days=7,
    ),
    LeaveGranting(
        steps=(
            GrantingStep(level=ApproverLevel.GROUP_LEADER, most_days=3),
            GrantingStep(level=ApproverLevel.BRANCH_SECRETARY),
        ),
        order="chain",
        own="level_above",
        leaves=(LeaveKind.PERSONAL,),
    ),
    LectureTested(),
    LecturerRoles(roles=(LecturerRole.BRANCH_SECRETARY,), given_by="one_of_them", others=Effect.NOT_COUNTED),
    LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=14),
    MeetingFrequency(
        meeting=GENERAL, per=Unit.MONTH, at_least=2, partial_period="not_required", make_up_days=15
    ),
    MeetingWindow(
        meeting=GENERAL,
        days=(5,),
        off_window="counts",
        defer_until=15,
        exceptions=False,
        urgent="no_exemption",
    ),
    MinutesCompleteness(meeting=GENERAL, incomplete=Effect.UNVERIFIED),
    MissedConsequence(
        series=("branch-rules/theme-day",),
        off_window="does_not_count",
        at_least=2,
        counted_in="calendar_year",
        consequences=(Consequence.TALK, Consequence.CIRCULAR),
        owed_by="above",
        due_from="order",
        due_days=30,
    ),
    MonthEnd(
        meeting=GENERAL,
        off_window="counts",
        end="last_days",
        last_days=7,
        exceptions=False,
        urgent="no_exemption",
    ),
    MonthlyContent(
        meetings=(GENERAL, LECTURE),
        topics=(Topic("INTEGRITY", Words(zh="党风廉政建设", en="integrity")),),
        partial_period="not_required",
        published_theme=True,
    ),
    NoticePeriod(
        meeting=GENERAL, fewest_days=1, most_days=3, irregular=Effect.OFF_WINDOW, urgent="no_exemption"
    ),
    ObjectionHandling(due_days=15),
    PeerReviewDuty(group_meetings=(GENERAL,), branch_meetings=(LECTURE,), partial_period="not_required"),
    PublicationDuty(
        matter=Matter.ASSESSMENT_RESULT,
        each=Unit.MONTH,
        counted_from="last_day",
        within_days=5,
        per=Unit.MONTH,
        partial_period="not_required",
    ),
    SeparateHolding(meetings=(GENERAL, LECTURE)),
    ViolationMeeting(
        severities=(ViolationSeverity.SERIOUS,), group_meetings=(GENERAL,), branch_meetings=(LECTURE,)
    ),
    WeekdayWindow(
        meeting=GENERAL,
        weekdays=(Weekday.FRIDAY,),
        off_window="counts",
        with_reason="any_day",
        exceptions=False,
        urgent="no_exemption",
    ),
)
