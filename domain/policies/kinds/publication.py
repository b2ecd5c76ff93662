"""What is made public for each month or quarter (C03 一月一发布, C05 每月公示考核结果)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger
from domain.policies.deadlines import next_change, undone
from domain.policies.facts import Matter, Publication, Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words
from domain.policies.periods import Period, Unit, periods_between
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import UNITS, days

_MATTERS = {
    Matter.ASSESSMENT_RESULT: Words(zh="考核结果", en="Assessment result"),
    Matter.ACTIVITY_THEME: Words(zh="活动主题", en="Theme of activities"),
}


class PublicationDuty(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="publication"):
    """A matter of ``each`` period is made public ``within_days`` after its first or last day, 0 for the day itself.

    ``per``: the period for which that is said, one of ``each`` or longer.
    ``partial_period``: whether it is asked of one in which the organisation was founded or dissolved.
    """

    matter: Matter
    each: Unit
    counted_from: Literal["first_day", "last_day"]
    within_days: Number
    per: Unit
    partial_period: Literal["required", "not_required"]
    remind_days: Number = 3

    def __post_init__(self) -> None:
        if self.within_days < 0:
            raise ValueError("within_days: is a number of days, 0 for the day itself")
        if self.each.months > self.per.months:
            raise ValueError("per: is no shorter than each")
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")

    def due(self, about: Period) -> date:
        """The last day on which it is in time."""
        day = about.first if self.counted_from == "first_day" else about.last
        return day + timedelta(days=self.within_days)


class _Asked(NamedTuple):
    about: Period
    due: date
    published: Publication | None  # the first


class PublicationKind(PeriodRule[PublicationDuty]):
    """Judges a period by what was made public in time. Its numbers are publications."""

    name = "publication"
    parameters = PublicationDuty
    open_points = ("counted_from", "within_days", "partial_period")

    def sentences(self, parameters: PublicationDuty) -> Words:
        matter, unit, within = _MATTERS[parameters.matter], UNITS[parameters.each], parameters.within_days
        first = parameters.counted_from == "first_day"
        day_zh, day_en = ("第一天", "first") if first else ("最后一天", "last")
        zh = f"不迟于当{unit.zh}{day_zh}" + (f"之后{within}天" if within else "")
        en = (f"{days(within)} after" if within else "on") + f" the {day_en} day of the {unit.en}"
        return Words(
            zh=f"{matter.zh}每{unit.zh}公示一次,{zh}",
            en=f"{matter.en}: made public for each {unit.en}, at the latest {en}",
        )

    def matters(self, parameters: PublicationDuty) -> frozenset[str]:
        return frozenset({f"publication of {parameters.matter}"})

    def weaker(self, local: PublicationDuty, above: PublicationDuty) -> bool | None:
        if (local.matter, local.counted_from) != (above.matter, above.counted_from):
            return None
        return asks_less(
            less_if_larger(local.each.months, above.each.months),
            less_if_larger(local.within_days, above.within_days),
            less_if_larger(local.partial_period == "not_required", above.partial_period == "not_required"),
        )

    def unit(self, parameters: PublicationDuty, groups: int | None) -> Unit:
        return parameters.per

    def looks_at(self, parameters: PublicationDuty) -> frozenset[MeetingKind]:
        return frozenset()

    def judge(self, parameters: PublicationDuty, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        asked = tuple(_asked(parameters, subject))
        if not asked:
            return Verdict(status=Status.NOT_REQUIRED)
        published = [each.published for each in asked if each.published is not None]
        opens = [each.due for each in asked if each.published is None and each.due > subject.today]
        shortfalls = tuple(_shortfalls(asked, subject.today))
        return Verdict(
            status=_status(parameters, subject, shortfalls, min(opens, default=None)),
            required=len(asked),
            held=len(published),
            events=tuple(each.event for each in published),
            shortfalls=shortfalls,
            recheck=next_change(subject, min(opens), parameters.remind_days) if opens else None,
        )


def _asked(parameters: PublicationDuty, subject: Subject) -> Iterator[_Asked]:
    for about in periods_between(parameters.each, subject.period.first, subject.period.last):
        ended = subject.ended_on
        whole = subject.founded_on <= about.first and not (ended and ended <= about.last)
        there = subject.founded_on <= about.last and not (ended and ended <= about.first)
        if whole or (there and parameters.partial_period == "required"):
            found = [
                each
                for each in subject.publications
                if (each.matter, each.about) == (parameters.matter, about)
            ]
            yield _Asked(about, parameters.due(about), min(found, key=_first, default=None))


def _first(publication: Publication) -> tuple[date, str]:
    return publication.on, str(publication.event)


def _shortfalls(asked: tuple[_Asked, ...], today: date) -> Iterator[Shortfall]:
    for each in asked:
        if each.published is None and each.due <= today:
            yield Shortfall(code="NOT_PUBLISHED", about=each.about.label)
        elif each.published is not None and each.published.on > each.due:
            yield Shortfall(code="PUBLISHED_LATE", about=each.about.label, event=each.published.event)


def _status(
    parameters: PublicationDuty, subject: Subject, shortfalls: tuple[Shortfall, ...], next_due: date | None
) -> Status:
    if any(shortfall.code == "NOT_PUBLISHED" for shortfall in shortfalls):
        return Status.MISSED
    if next_due is not None:
        return undone(subject, next_due, parameters.remind_days)
    return Status.OFF_WINDOW if shortfalls else Status.PASSED
