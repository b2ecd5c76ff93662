"""State of the calendar of one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass(frozen=True)
class Arrangement:
    """What was published of a year, each set of days in order."""

    holidays: tuple[date, ...]
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str


class CalendarYear(Aggregate):
    """The arrangement of one year, as published last."""

    STREAM_TYPE = "calendar-year"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.arrangement: Arrangement | None = None
