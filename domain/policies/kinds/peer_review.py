"""Reviews of members in each month (G02 每月……个人自评、党员互评、党小组长点评)."""

from __future__ import annotations

from typing import Literal

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger, less_if_wider
from domain.policies.deadlines import is_asked, next_change, undone
from domain.policies.facts import Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words, named_once
from domain.policies.periods import Unit
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import UNITS, either


class PeerReviewDuty(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="peer-review"):
    """In each ``per``, members are reviewed at one meeting or more.

    ``group_meetings``: at which meetings of a party group. ``branch_meetings``: at which of a branch without groups;
    none: nothing is asked for there.
    ``partial_period``: whether it is asked of one in which the organisation was founded or dissolved, then by the last
    day on which it stood.
    """

    group_meetings: tuple[MeetingKind, ...]
    branch_meetings: tuple[MeetingKind, ...]
    partial_period: Literal["required", "not_required"]
    per: Unit = Unit.MONTH
    remind_days: Number = 7

    def __post_init__(self) -> None:
        if not self.group_meetings:
            raise ValueError("group_meetings: names one kind of meeting or more")
        named_once(group_meetings=self.group_meetings, branch_meetings=self.branch_meetings)
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")

    def will_do(self, subject: Subject) -> tuple[MeetingKind, ...]:
        """The kinds at an organisation; only a branch can have groups, and where it has some it is for them."""
        if subject.groups is None:
            return self.group_meetings
        return () if subject.groups else self.branch_meetings


class PeerReviewKind(PeriodRule[PeerReviewDuty]):
    """Judges a period by its meetings at which anybody was reviewed. Its numbers are such meetings.

    Whether everybody was is no matter here, nor what other rules say of the meeting: held on another day than it should
    have been, or as part of other business, members were reviewed there all the same.
    """

    name = "peer-review"
    parameters = PeerReviewDuty
    open_points = ("branch_meetings", "partial_period")

    def sentences(self, parameters: PeerReviewDuty) -> Words:
        groups, branches = either(parameters.group_meetings), either(parameters.branch_meetings)
        unit = UNITS[parameters.per]
        zh = f"每{unit.zh}至少在一次{groups.zh}上讲评党员"
        en = f"{groups.en}: members are reviewed at one or more in each {unit.en}"
        if parameters.branch_meetings:
            zh += f"(未设党小组的支部,在{branches.zh}上讲评)"
            en += f" ({branches.en} of a branch without groups)"
        return Words(zh=zh, en=en)

    def weaker(self, local: PeerReviewDuty, above: PeerReviewDuty) -> bool | None:
        at_branches = (bool(local.branch_meetings), bool(above.branch_meetings))
        return asks_less(
            less_if_wider(set(local.group_meetings), set(above.group_meetings)),
            less_if_wider(set(local.branch_meetings), set(above.branch_meetings))
            if all(at_branches)
            else less_if_larger(not at_branches[0], not at_branches[1]),
            less_if_larger(local.per.months, above.per.months),
            less_if_larger(local.partial_period == "not_required", above.partial_period == "not_required"),
        )

    def unit(self, parameters: PeerReviewDuty, groups: int | None) -> Unit:
        return parameters.per

    def looks_at(self, parameters: PeerReviewDuty) -> frozenset[MeetingKind]:
        return frozenset((*parameters.group_meetings, *parameters.branch_meetings))

    def judge(self, parameters: PeerReviewDuty, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        kinds = parameters.will_do(subject)
        if not kinds or not is_asked(subject, parameters.partial_period):
            return Verdict(status=Status.NOT_REQUIRED)
        found = sorted(
            (one.on, one.id, (*one.events, one.review))
            for one in subject.meetings
            if one.review is not None and one.kind in kinds
        )
        if found:
            events = tuple(event for _, _, events in found for event in events)
            return Verdict(status=Status.PASSED, required=1, held=len(found), events=events)
        status = undone(subject, subject.last, parameters.remind_days)
        missed = status is Status.MISSED
        return Verdict(
            status=status,
            required=1,
            held=0,
            shortfalls=(Shortfall(code="NO_REVIEW", about=subject.period.label),) if missed else (),
            recheck=next_change(subject, subject.last, parameters.remind_days),
        )
