"""Facts about the county's calendar, one stream a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.calendar.state import Arrangement, CalendarYear
from domain.core import DomainEvent, deterministic_id, event_type

STREAM = CalendarYear.STREAM_TYPE


def calendar_year_id(year: int) -> UUID:
    """The stream of the calendar of a year."""
    return deterministic_id("calendar-year", year)


@event_type("calendar-year.published", STREAM)
class CalendarYearPublished(DomainEvent):
    """The arrangement of a year is known; published again, it takes the place of the one before."""

    year: int
    holidays: tuple[date, ...]  # those of the law (法定节假日), in order like all of them
    days_off: tuple[date, ...]  # those that the arrangement adds (放假调休)
    workdays: tuple[date, ...]  # Saturdays and Sundays that are worked (调休上班)
    source: str  # the number of the notice (发文字号)

    def apply(self, state: CalendarYear) -> None:
        state.arrangement = Arrangement(self.holidays, self.days_off, self.workdays, self.source)
