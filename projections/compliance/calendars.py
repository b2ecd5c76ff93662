"""Calendars that verdicts look at: of several years at once, where they were published."""

from __future__ import annotations

from collections.abc import Iterable

from domain.policies.facts import Calendar
from projections.calendar import CALENDAR_YEAR
from projections.compliance.known import Known

_NONE = Calendar()


def calendar_of(known: Known, years: Iterable[int]) -> Calendar:
    """The calendar of those of the years of which one was published."""
    rows = [row for year in years if (row := known.get(CALENDAR_YEAR, year)) is not None]
    if not rows:
        return _NONE
    return Calendar(
        years=frozenset(row["year"] for row in rows),
        holidays=frozenset(day for row in rows for day in row["holidays"]),
        days_off=frozenset(day for row in rows for day in row["days_off"]),
        workdays=frozenset(day for row in rows for day in row["workdays"]),
    )
