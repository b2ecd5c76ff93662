"""Meetings on the first weekend of the month (C12 每月第一周周末)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from domain.policies.comparing import Asks
from domain.policies.kind import Words
from domain.policies.windows import WindowParameters, WindowRule, exemptions, weaker_window
from domain.policies.wording import MEETINGS

_SATURDAY, _SUNDAY, _WEEK = 5, 6, timedelta(days=7)


class FirstWeekend(
    WindowParameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="first-weekend"
):
    """A kind of meeting is held on the first Saturday or Sunday of the month, which begins any other day of the week.

    ``if_saturday``: of a month that begins on a Saturday, whether the 1st and 2nd are that weekend, or the 8th and 9th.
    ``if_sunday``: of one that begins on a Sunday, whether the 1st alone is it, or the 7th and 8th are.
    """

    if_saturday: Literal["counts", "next"]
    if_sunday: Literal["counts", "next"]


class FirstWeekendKind(WindowRule[FirstWeekend]):
    """Meetings on the first weekend of the month. Days worked instead (调休) are no matter to it."""

    name = "first-weekend"
    parameters = FirstWeekend
    open_points = (*WindowRule.open_points, "if_saturday", "if_sunday")

    def sentences(self, parameters: FirstWeekend) -> Words:
        meeting, others = MEETINGS[parameters.meeting], exemptions(parameters)
        of_saturday = ("1日、2日", "1 or 2") if parameters.if_saturday == "counts" else ("8日、9日", "8 or 9")
        of_sunday = ("1日", "1") if parameters.if_sunday == "counts" else ("7日、8日", "7 or 8")
        return Words(
            zh=f"{meeting.zh}于每月第一个周末召开(1日为周六的,以{of_saturday[0]}为准;"
            f"1日为周日的,以{of_sunday[0]}为准){others.zh}",
            en=f"{meeting.en}: on the first weekend of the month (day {of_saturday[1]} if it begins on a Saturday, "
            f"day {of_sunday[1]} if on a Sunday){others.en}",
        )

    def weaker(self, local: FirstWeekend, above: FirstWeekend) -> bool | None:
        same = (local.if_saturday, local.if_sunday) == (above.if_saturday, above.if_sunday)
        return weaker_window(local, above, Asks.THE_SAME if same else None)

    def holds(self, parameters: FirstWeekend, on: date) -> bool:
        return on in first_weekend(parameters, on)


def first_weekend(parameters: FirstWeekend, day: date) -> tuple[date, ...]:
    """The days of the first weekend of the month of ``day``: two, or one if it begins on a Sunday that counts."""
    first = day.replace(day=1)
    if first.weekday() == _SUNDAY and parameters.if_sunday == "counts":
        return (first,)
    saturday = first + timedelta(days=(_SATURDAY - first.weekday()) % 7)
    if saturday == first and parameters.if_saturday == "next":
        saturday += _WEEK
    return saturday, saturday + timedelta(days=1)
