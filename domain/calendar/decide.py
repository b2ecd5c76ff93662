"""Decisions about the county's calendar."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date

from domain.calendar.commands import PublishCalendarYear
from domain.calendar.events import CalendarYearPublished
from domain.calendar.state import Arrangement, CalendarYear
from domain.core import Decision, Refusal, RefusalCode, accept
from domain.core.checks import any_refusal, header, name
from domain.core.context import Context

EARLIEST_YEAR = 2000
MOST_DAYS = 100  # of each kind
_SATURDAY = 5


def publish_calendar_year(calendar: CalendarYear, command: PublishCalendarYear, context: Context) -> Decision:
    """Publish a year, or what takes its place; the same once more changes nothing.

    Each day lies in the year: what an arrangement says of days before it belongs to the calendar of the year before.
    """
    year_fits = EARLIEST_YEAR <= command.year <= context.today.year + 2
    refused = any_refusal(
        header(command, context),
        None if year_fits else Refusal(RefusalCode.INVALID_VALUE, ("year",)),
        None if command.holidays else Refusal(RefusalCode.INVALID_VALUE, ("holidays",)),
        name(command.source, "source"),
        more=_of_days(command),
    )
    if refused:
        return refused
    arrangement = Arrangement(
        holidays=tuple(sorted(command.holidays)),
        days_off=tuple(sorted(command.days_off)),
        workdays=tuple(sorted(command.workdays)),
        source=command.source,
    )
    if arrangement == calendar.arrangement:
        return accept()
    published = context.events_of(calendar, command)(
        CalendarYearPublished,
        year=command.year,
        holidays=arrangement.holidays,
        days_off=arrangement.days_off,
        workdays=arrangement.workdays,
        source=arrangement.source,
    )
    return accept([published])


def _of_days(command: PublishCalendarYear) -> Iterator[Refusal]:
    """A day is one of the year, said once, and of one kind; only Saturdays and Sundays are worked instead."""
    said: set[date] = set()
    for field, days in (
        ("holidays", command.holidays),
        ("daysOff", command.days_off),
        ("workdays", command.workdays),
    ):
        if len(days) > MOST_DAYS:
            yield Refusal(RefusalCode.TOO_MANY, (field,), details={"most": MOST_DAYS})
            continue
        yield from _of_kind(field, days, command.year, said)


def _of_kind(field: str, days: Sequence[date], year: int, said: set[date]) -> Iterator[Refusal]:
    for index, day in enumerate(days):
        if (wrong := _wrong(day, field, year, said)) is not None:
            yield Refusal(wrong, (field,), index=index)
        said.add(day)


def _wrong(day: date, field: str, year: int, said: Container[date]) -> RefusalCode | None:
    if day.year != year or (field == "workdays" and day.weekday() < _SATURDAY):
        return RefusalCode.INVALID_DATES
    return RefusalCode.NAMED_TWICE if day in said else None
