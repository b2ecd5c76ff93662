"""Handlers of commands about households and visits."""

from __future__ import annotations

from application.handlers.lines import line_of
from application.session import Session
from domain.core import Decision
from domain.grids.events import coverage_id
from domain.grids.state import Coverage
from domain.households import decide
from domain.households.commands import (
    MOST_HOUSEHOLDS,
    EndHousehold,
    MoveHousehold,
    RecordVisits,
    RegisterHouseholds,
)
from domain.households.events import household_id
from domain.households.state import Household
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def register_households(command: RegisterHouseholds, session: Session) -> Decision:
    """Register households, with a look at whether a grid of the line covers the organisation."""
    ids = [household_id(number) for number in command.numbers[:MOST_HOUSEHOLDS]]
    households = await session.load_many(Household, ids)
    return decide.register_households(
        households,
        command,
        session.context,
        line=await line_of(command.grid_id, session),
        organisation=await session.load(Organisation, command.organisation_id),
        coverage=await session.load(Coverage, coverage_id(command.organisation_id)),
    )


async def move_household(command: MoveHousehold, session: Session) -> Decision:
    """Let a household belong elsewhere, with the same look."""
    household = await session.load(Household, command.household_id)
    return decide.move_household(
        household,
        command,
        session.context,
        line=await line_of(command.to_grid_id, session),
        organisation=await session.load(Organisation, command.organisation_id),
        coverage=await session.load(Coverage, coverage_id(command.organisation_id)),
    )


async def end_household(command: EndHousehold, session: Session) -> Decision:
    """Say that there is no such household any more."""
    household = await session.load(Household, command.household_id)
    return decide.end_household(household, command, session.context)


async def record_visits(command: RecordVisits, session: Session) -> Decision:
    """Record visits, with a look at whether whoever went answers for the grid."""
    households = await session.load_many(Household, command.household_ids[:MOST_HOUSEHOLDS])
    line = await line_of(command.grid_id, session)
    who = command.member_id
    member = None if who is None else await session.load(Member, who)
    return decide.record_visits(households, command, session.context, line=line, member=member)
