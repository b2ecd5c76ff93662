"""Commands about the county's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishCalendarYear(Command):
    """Say which days of a year are holidays, off beside them, and worked instead, and by which notice."""

    year: int
    holidays: tuple[date, ...]
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
