"""Handlers of commands about the county's clock."""

from __future__ import annotations

from application.session import Session
from domain.clock import decide
from domain.clock.commands import CloseDay
from domain.clock.events import CLOCK_ID
from domain.clock.state import Clock
from domain.core import Decision
from domain.county.events import COUNTY_ID
from domain.county.state import County


async def close_day(command: CloseDay, session: Session) -> Decision:
    """Close a day."""
    clock = await session.load(Clock, CLOCK_ID)
    county = await session.load(County, COUNTY_ID)
    return decide.close_day(clock, command, session.context, county=county)
