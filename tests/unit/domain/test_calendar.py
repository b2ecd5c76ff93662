"""The calendar of a year: 2025 as it was published (国办发明电〔2024〕12号)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.calendar.commands import PublishCalendarYear
from domain.calendar.decide import MOST_DAYS, publish_calendar_year
from domain.calendar.events import CalendarYearPublished, calendar_year_id
from domain.calendar.state import CalendarYear
from domain.policies.facts import Calendar
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import context

SOURCE = "国办发明电〔2024〕12号"


def days(month: int, *numbers: int) -> tuple[date, ...]:
    return tuple(date(2025, month, number) for number in numbers)


HOLIDAYS = (
    *days(1, 1, 28, 29, 30, 31),
    *days(4, 4),
    *days(5, 1, 2, 31),
    *days(10, 1, 2, 3, 6),
)
DAYS_OFF = (
    *days(2, 1, 2, 3, 4),
    *days(4, 5, 6),
    *days(5, 3, 4, 5),
    *days(6, 1, 2),
    *days(10, 4, 5, 7, 8),
)
WORKDAYS = (*days(1, 26), *days(2, 8), *days(4, 27), *days(9, 28), *days(10, 11))
ARRANGEMENT: dict[str, Any] = {
    "year": 2025,
    "holidays": HOLIDAYS,
    "days_off": DAYS_OFF,
    "workdays": WORKDAYS,
    "source": SOURCE,
}


def published(**changes: Any) -> Fact:
    return fact(CalendarYearPublished, **{**ARRANGEMENT, **changes})


def publish(*facts: Fact, **changes: Any) -> Outcome:
    state = given(CalendarYear, calendar_year_id(2025), *facts)
    return when(publish_calendar_year, state, PublishCalendarYear(**{**ARRANGEMENT, **changes}), context())


def test_the_arrangement_of_2025() -> None:
    publish().then(published())
    assert (len(HOLIDAYS), len(WORKDAYS)) == (13, 5)
    calendar = Calendar(
        years=frozenset({2025}),
        holidays=frozenset(HOLIDAYS),
        days_off=frozenset(DAYS_OFF),
        workdays=frozenset(WORKDAYS),
    )
    first, last = date(2025, 10, 1), date(2025, 10, 8)  # 国庆节、中秋节: 10月1日至8日放假调休,共8天
    assert all(calendar.is_day_off(first + timedelta(days=n)) for n in range((last - first).days + 1))
    assert [calendar.is_holiday(day) for day in days(10, 3, 4, 6, 7)] == [True, False, True, False]
    worked = (date(2025, 9, 28), date(2025, 10, 9), date(2025, 10, 11))
    assert not any(calendar.is_day_off(day) for day in worked)


def test_in_whatever_order_they_are_named() -> None:
    publish(holidays=HOLIDAYS[::-1], days_off=DAYS_OFF[::-1], workdays=WORKDAYS[::-1]).then(published())


def test_published_again_it_takes_the_place_of_the_one_before() -> None:
    publish(published()).nothing()
    publish(published(), workdays=WORKDAYS[:-1]).then(published(workdays=WORKDAYS[:-1]))
    publish(published(), source="更正").then(published(source="更正"))


def test_a_year_without_days_that_are_moved() -> None:
    publish(days_off=(), workdays=()).then(published(days_off=(), workdays=()))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"holidays": ()}, "INVALID_VALUE holidays"),
        ({"source": ""}, "INVALID_VALUE source"),
        ({"year": 1999}, "INVALID_VALUE year"),
        ({"holidays": (date(2024, 12, 31),)}, "INVALID_DATES holidays[0]"),
        ({"workdays": (*WORKDAYS[:1], date(2026, 1, 4))}, "INVALID_DATES workdays[1]"),
        ({"workdays": (date(2025, 9, 29),)}, "INVALID_DATES workdays[0]"),
        ({"holidays": (HOLIDAYS[0], HOLIDAYS[0])}, "NAMED_TWICE holidays[1]"),
        ({"days_off": (HOLIDAYS[1],)}, "NAMED_TWICE daysOff[0]"),
        ({"workdays": (DAYS_OFF[0],)}, "NAMED_TWICE workdays[0]"),
    ],
)
def test_what_cannot_be_published(changes: Any, refusal: str) -> None:
    outcome = publish(**changes)
    if "year" in changes:
        outcome = publish(**changes, holidays=days_of(1999), days_off=(), workdays=())
    outcome.refused(refusal)


def days_of(year: int, number: int = 1) -> tuple[date, ...]:
    return tuple(date(year, 1, 1) + timedelta(days=n) for n in range(number))


def test_the_years_that_are_published() -> None:
    for year, fits in ((2000, True), (2028, True), (2029, False)):
        outcome = publish(year=year, holidays=days_of(year), days_off=(), workdays=())
        if fits:
            outcome.then(published(year=year, holidays=days_of(year), days_off=(), workdays=()))
        else:
            outcome.refused("INVALID_VALUE year")


def test_as_many_days_as_there_are_at_most() -> None:
    full = days_of(2025, MOST_DAYS)
    publish(holidays=full, days_off=(), workdays=()).then(published(holidays=full, days_off=(), workdays=()))
    publish(holidays=days_of(2025, MOST_DAYS + 1), days_off=(), workdays=()).refused("TOO_MANY holidays")
