"""Handlers of commands about the county."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.county import decide
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.state import County
from domain.organisation.state import Organisation


async def found_county(command: FoundCounty, session: Session) -> Decision:
    """Found the county with its committee."""
    county = await session.load(County, command.county_id)
    committee = await session.load(Organisation, command.committee_id)
    return decide.found_county(county, command, session.context, committee=committee)


async def adopt_module(command: AdoptModule, session: Session) -> Decision:
    """Adopt a module."""
    county = await session.load(County, command.county_id)
    return decide.adopt_module(county, command, session.context)
