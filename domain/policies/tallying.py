"""How often something happened, as texts count it: in a year of the calendar, in months on end, in a row, in all."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from domain.policies.escalation import Act
from domain.policies.kind import Words
from domain.policies.periods import Period, Unit, months_after

MOST_MONTHS = 24
_DAY = timedelta(days=1)
_UNITS = {"calendar_half_year": Unit.HALF_YEAR, "calendar_year": Unit.YEAR}

COUNTED = {
    "calendar_half_year": Words(zh="日历半年内", en="in a calendar half-year"),
    "calendar_year": Words(zh="日历年内", en="in a calendar year"),
    "rolling": Words(zh="连续{}个月内", en="in {} months on end"),
    "ever": Words(zh="累计", en="in all"),
    "row": Words(zh="连续", en="in a row"),
}


class Happened(Protocol):
    """Something that counts: its day, and the event that tells of it."""

    @property
    def on(self) -> date: ...  # noqa: D102
    @property
    def fact(self) -> UUID: ...  # noqa: D102


M = TypeVar("M", bound=Happened)


class Tally(NamedTuple, Generic[M]):
    """Groups that reached the number, each with its key, and those that run on."""

    reached: tuple[tuple[str, tuple[M, ...]], ...]
    running: tuple[M, ...]


class Window(NamedTuple):
    """What counts together: of one period of the calendar, or within so many months; with neither, all of a row."""

    unit: Unit | None = None
    months: int | None = None

    @classmethod
    def of(cls, counted_in: str, rolling_months: int | None) -> Window:
        """By the parameters that rules have in common."""
        return cls(_UNITS.get(counted_in), rolling_months)

    def holds(self, earlier: date, later: date) -> bool:
        """Whether two days count together."""
        if self.unit is not None:
            return Period.of(earlier, self.unit) == Period.of(later, self.unit)
        return self.months is None or earlier > _months_before(later, self.months)

    def until(self, first: date, last: date) -> date | None:
        """The last day on which one more would be counted together with what counts from one day to another."""
        if self.unit is not None:
            return Period.of(last, self.unit).last
        if self.months is None:
            return None
        until = months_after(first, self.months)
        while not self.holds(first, until):
            until -= _DAY
        while self.holds(first, until + _DAY):
            until += _DAY
        return until


def _months_before(day: date, months: int) -> date:
    """The last day that lies so many months back; of the last of a month the last of one: three end with it, not four.

    By its number alone, 31 August would lie within the three months that end with 30 November.
    """
    tomorrow = day + _DAY
    if tomorrow.day == 1:
        return months_after(tomorrow, -months) - _DAY
    return months_after(day, -months)


def tally(counting: Iterable[M | None], at_least: int, window: Window, acts: Collection[Act]) -> Tally[M]:
    """Count in the order in which it happened what no act dealt with; None breaks a row.

    Those that reached the number are told once, and the next begins anew.
    """
    running: list[M] = []
    reached: list[tuple[str, tuple[M, ...]]] = []
    spent, taken = {fact for act in acts for fact in act.dealt_with}, {act.key for act in acts}
    for mark in counting:
        if mark is None:
            running = []
            continue
        if mark.fact in spent:
            continue
        running = [*(each for each in running if window.holds(each.on, mark.on)), mark]
        if len(running) >= at_least:
            key = next(key for key in _keys(window.unit, running) if key not in taken)
            taken.add(key)
            reached.append((key, tuple(running)))
            running = []
    return Tally(tuple(reached), tuple(running))


def _keys(unit: Unit | None, group: Sequence[Happened]) -> Iterator[str]:
    """What a group may be called, best first: what was acted upon keeps its key, since nothing reopens it."""
    if unit is None:
        first = f"from {group[0].fact}"
        yield first
        yield from (f"{first}#{number}" for number in itertools.count(2))
    else:
        label = Period.of(group[-1].on, unit).label
        yield from (f"{label}#{number}" for number in itertools.count(1))


def window_words(counted_in: str, rolling_months: int | None) -> Words:
    """The span in words."""
    words = COUNTED[counted_in]
    if rolling_months is None:
        return words
    return Words(zh=words.zh.format(rolling_months), en=words.en.format(rolling_months))


def check_rolling(counted_in: str, rolling_months: int | None) -> None:
    """Refuse months without a span that has them, and the other way about."""
    if (rolling_months is None) is (counted_in == "rolling"):
        raise ValueError("rolling_months: goes with counted_in = rolling, and with it alone")
    if rolling_months is not None and not 1 <= rolling_months <= MOST_MONTHS:
        raise ValueError(f"rolling_months: is 1 to {MOST_MONTHS}")
