"""Handlers of commands about the county's calendar."""

from __future__ import annotations

from application.session import Session
from domain.calendar import decide
from domain.calendar.commands import PublishCalendarYear
from domain.calendar.events import calendar_year_id
from domain.calendar.state import CalendarYear
from domain.core import Decision


async def publish_calendar_year(command: PublishCalendarYear, session: Session) -> Decision:
    """Publish the calendar of a year."""
    calendar = await session.load(CalendarYear, calendar_year_id(command.year))
    return decide.publish_calendar_year(calendar, command, session.context)
