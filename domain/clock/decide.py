"""Decisions about the county's clock."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.clock.commands import CloseDay
from domain.clock.events import DayClosed
from domain.clock.state import Clock
from domain.core import Decision, Occurred, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.county.state import County

_A_DAY = timedelta(days=1)


def close_day(clock: Clock, command: CloseDay, context: Context, *, county: County) -> Decision:
    """Close the day that is next, once it is over in the county's zone. One that is closed stays so.

    Days are closed in order without gaps, from the day of the county's founding on: whoever has seen a day closed has
    seen each before it closed too.
    """
    refused = any_refusal(header(command, context), known(county))
    if refused:
        return refused
    first = first_day(county, context.zone)
    if command.day < first:
        return refuse(RefusalCode.INVALID_DATES, "day")
    if command.day >= context.today:
        return refuse(RefusalCode.DAY_NOT_OVER, "day")
    expected = next_day(clock, first)
    if command.day > expected:
        return refuse(RefusalCode.DAY_SKIPPED, "day", expected=expected.isoformat())
    if command.day < expected:
        return accept()
    closed = context.events_of(clock, command)
    return accept([closed(DayClosed, occurred_at=Occurred.on(command.day), day=command.day)])


def first_day(county: County, zone: ZoneInfo) -> date:
    """The first day that is ever closed: that of the founding; of a month or year, the first."""
    return county.founded_at.local_date(zone)


def next_day(clock: Clock, first: date) -> date:
    """The day that is to be closed next, of a county whose first is ``first``."""
    return first if clock.closed_on is None else clock.closed_on + _A_DAY
