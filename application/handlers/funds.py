"""Handlers of commands about funds."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.funds import decide
from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from domain.funds.events import funds_id
from domain.funds.state import Funds
from domain.organisation.state import Organisation


async def allocate_funds(command: AllocateFunds, session: Session) -> Decision:
    """Give a branch funds for a year."""
    funds = await session.load(Funds, funds_id(command.organisation_id, command.year))
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.allocate_funds(funds, command, session.context, organisation=organisation)


async def reverse_funds_allocation(command: ReverseFundsAllocation, session: Session) -> Decision:
    """Let an allocation no longer count."""
    funds = await session.load(Funds, funds_id(command.organisation_id, command.year))
    return decide.reverse_funds_allocation(funds, command, session.context)
