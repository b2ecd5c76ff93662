"""Periods of the calendar, and arithmetic of months."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_DAY = timedelta(days=1)


class Unit(StrEnum):
    """Lengths of a period that the texts name."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _MONTHS[self]


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}
_LABELS = {Unit.MONTH: "{0}-{1:02}", Unit.QUARTER: "{0}-Q{1}", Unit.HALF_YEAR: "{0}-H{1}", Unit.YEAR: "{0}"}
_FORMS = {
    Unit.MONTH: r"(\d{4})-(\d\d)",
    Unit.QUARTER: r"(\d{4})-Q(\d)",
    Unit.HALF_YEAR: r"(\d{4})-H(\d)",
    Unit.YEAR: r"(\d{4})()",
}


class Period(NamedTuple):
    """One period: the ``ordinal``-th of its unit since year 0. Both bounds belong to it."""

    unit: Unit
    ordinal: int

    @classmethod
    def of(cls, day: date, unit: Unit) -> Period:
        """The one that holds a day."""
        return cls(unit, (day.year * 12 + day.month - 1) // unit.months)

    @classmethod
    def named(cls, label: str) -> Period:
        """The one that has this ``label``; ValueError if there is none of it."""
        for unit, form in _FORMS.items():
            if found := re.fullmatch(form, label, re.ASCII):
                year, number, a_year = int(found[1]), int(found[2] or 1), 12 // unit.months
                if year and 1 <= number <= a_year:
                    return cls(unit, year * a_year + number - 1)
        raise ValueError("a period is written 2026-03, 2026-Q1, 2026-H1 or 2026")

    @property
    def first(self) -> date:
        """Its first day."""
        return _month(self.ordinal * self.unit.months)

    @property
    def last(self) -> date:
        """Its last day."""
        return _month((self.ordinal + 1) * self.unit.months) - _DAY

    @property
    def label(self) -> str:
        """``2026-03``, ``2026-Q1``, ``2026-H1`` or ``2026``."""
        a_year = 12 // self.unit.months
        return _LABELS[self.unit].format(self.ordinal // a_year, self.ordinal % a_year + 1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def months(self) -> Iterator[Period]:
        """The months in it, in order."""
        first = self.ordinal * self.unit.months
        return (Period(Unit.MONTH, month) for month in range(first, first + self.unit.months))


def periods_between(unit: Unit, first: date, last: date) -> Iterator[Period]:
    """All periods that have a day between the two, both included."""
    ordinals = range(Period.of(first, unit).ordinal, Period.of(last, unit).ordinal + 1)
    return (Period(unit, ordinal) for ordinal in ordinals)


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later (or before), or the last of a month that has no such day.

    It counts from the anchor each time: a month after 31 January is 28 or 29 February, two months after it 31 March.
    """
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=4096)  # every verdict asks for some bounds of its period
def _month(ordinal: int) -> date:
    return date(ordinal // 12, ordinal % 12 + 1, 1)
