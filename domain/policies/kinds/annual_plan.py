"""The plan of the year (C02 三会一课活动计划): adopted, filed, each item with its day, document and person (C16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal
from uuid import UUID

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.comparing import asks_less, less_if_larger, less_if_narrower
from domain.policies.deadlines import next_change, undone
from domain.policies.facts import AnnualPlan, PlanField, PlanFiling, Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words, named_once
from domain.policies.periods import Unit, months_after
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import MEETINGS, ORGANISATIONS

_FIELDS = {
    PlanField.DATE: Words(zh="时间", en="a date"),
    PlanField.DOCUMENT: Words(zh="学习篇目", en="a document"),
    PlanField.ASSIGNEE: Words(zh="责任人", en="a person"),
}
_LEAP_YEAR = 2000


class PlanDuty(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="annual-plan"):
    """A plan of the year is passed by a meeting ``adopted_at``, and filed with all ``recipients``, by a day.

    ``by_month``, ``by_day``: that day, itself included; 29 February is the 28th in other years. It is asked of nobody
    who did not stand on it, and what becomes of a branch afterwards changes nothing.
    ``item_needs``: what each item of it says.
    ``partial_period``: whether a branch founded in the year, by that day, has one too.
    """

    by_month: Number
    by_day: Number
    partial_period: Literal["required", "not_required"]
    adopted_at: MeetingKind = MeetingKind.GENERAL_MEETING
    recipients: tuple[OrganisationKind, ...] = ()
    item_needs: tuple[PlanField, ...] = ()
    remind_days: Number = 14

    def __post_init__(self) -> None:
        if not 1 <= self.by_month <= 12:
            raise ValueError("by_month: is a month, 1 to 12")
        months = months_after(date(_LEAP_YEAR, 1, 31), self.by_month - 1)
        if not 1 <= self.by_day <= months.day:
            raise ValueError("by_day: is a day of that month")
        named_once(recipients=self.recipients, item_needs=self.item_needs)
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")

    def due(self, year: int) -> date:
        """The last day on which the plan of a year is in time."""
        return months_after(date(_LEAP_YEAR, self.by_month, self.by_day), (year - _LEAP_YEAR) * 12)


class AnnualPlanKind(PeriodRule[PlanDuty]):
    """Judges a year by its plan. The numbers are items: all of them, and those that say what they should."""

    name = "annual-plan"
    parameters = PlanDuty
    open_points = ("by_month", "by_day", "partial_period")

    def sentences(self, parameters: PlanDuty) -> Words:
        meeting = MEETINGS[parameters.adopted_at]
        zh = f"年度计划于{parameters.by_month}月{parameters.by_day}日前(含当日)经{meeting.zh}通过"
        en = f"Annual plan: passed by {meeting.en.lower()} by {date(_LEAP_YEAR, parameters.by_month, 1):%B}"
        en += f" {parameters.by_day}"
        if parameters.recipients:
            recipients = [ORGANISATIONS[kind] for kind in parameters.recipients]
            zh += f",并报{'、'.join(each.zh for each in recipients)}备案"
            en += f", filed with {' and '.join(each.en for each in recipients)}"
        if parameters.item_needs:
            needs = [_FIELDS[field] for field in parameters.item_needs]
            zh += f",每项列明{'、'.join(each.zh for each in needs)}"
            en += f", each item with {', '.join(each.en for each in needs)}"
        return Words(zh=zh, en=en)

    def weaker(self, local: PlanDuty, above: PlanDuty) -> bool | None:
        if local.adopted_at is not above.adopted_at:
            return None
        return asks_less(
            less_if_larger(local.due(_LEAP_YEAR).toordinal(), above.due(_LEAP_YEAR).toordinal()),
            less_if_narrower(set(local.recipients), set(above.recipients)),
            less_if_narrower(set(local.item_needs), set(above.item_needs)),
            less_if_larger(local.partial_period == "not_required", above.partial_period == "not_required"),
        )

    def unit(self, parameters: PlanDuty, groups: int | None) -> Unit:
        return Unit.YEAR

    def looks_at(self, parameters: PlanDuty) -> frozenset[MeetingKind]:
        return frozenset()

    def judge(self, parameters: PlanDuty, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        due = parameters.due(subject.period.first.year)
        if not _is_asked(parameters, subject, due):
            return Verdict(status=Status.NOT_REQUIRED)
        wanting, faulty = (
            tuple(_wanting(parameters, subject.plan)),
            tuple(_faulty(parameters, subject.plan, due)),
        )
        status = undone(subject, due, parameters.remind_days) if wanting or faulty else Status.PASSED
        if status is Status.MISSED and not wanting:
            status = Status.OFF_WINDOW
        items = subject.plan.items if subject.plan else ()
        return Verdict(
            status=status,
            required=len(items),
            held=sum(item.says >= set(parameters.item_needs) for item in items),
            events=subject.plan.events if subject.plan else (),
            shortfalls=wanting + faulty,
            recheck=next_change(subject, due, parameters.remind_days) if wanting or faulty else None,
        )


def _is_asked(parameters: PlanDuty, subject: Subject, due: date) -> bool:
    stood = subject.founded_on <= due and (subject.ended_on is None or subject.ended_on > due)
    founded_before = subject.founded_on <= subject.period.first
    return stood and (founded_before or parameters.partial_period == "required")


def _by_day(filing: PlanFiling) -> tuple[date, UUID]:
    return filing.on, filing.event


def _wanting(parameters: PlanDuty, plan: AnnualPlan | None) -> Iterator[Shortfall]:
    """Why there is no plan that stands."""
    if plan is None:
        yield Shortfall(code="NO_PLAN")
        return
    if plan.adopted_at is not parameters.adopted_at:
        yield Shortfall(code="PASSED_ELSEWHERE", about=plan.adopted_at)
    filed_with = {filing.recipient for filing in plan.filings}
    missing = tuple(kind.value for kind in parameters.recipients if kind not in filed_with)
    if missing:
        yield Shortfall(code="NOT_FILED", lacking=missing)


def _faulty(parameters: PlanDuty, plan: AnnualPlan | None, due: date) -> Iterator[Shortfall]:
    """What is not as it should be in a plan that stands."""
    if plan is None:
        return
    if plan.adopted_on > due:
        yield Shortfall(code="PASSED_LATE", about=str(plan.adopted_on))
    for recipient in parameters.recipients:
        filings = [filing for filing in plan.filings if filing.recipient is recipient]
        first = min(filings, key=_by_day, default=None)
        if first is not None and first.on > due:
            yield Shortfall(code="FILED_LATE", about=recipient, event=first.event)
    if parameters.item_needs and not plan.items:
        yield Shortfall(code="NO_ITEMS")
    for item in plan.items:
        if lacking := tuple(field.value for field in parameters.item_needs if field not in item.says):
            yield Shortfall(code="ITEM_INCOMPLETE", lacking=lacking, event=item.event)
