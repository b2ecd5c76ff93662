"""Decisions about funds."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.funds.commands import AllocateFunds, ReverseFundsAllocation
from domain.funds.events import FundsAllocated, FundsAllocationReversed
from domain.funds.state import Funds
from domain.organisation.forms import has_homes
from domain.organisation.standing import standing
from domain.organisation.state import Organisation

EARLIEST_YEAR = 2000
MOST_FEN = 1_000_000_00  # at a time, to one branch


def allocate_funds(
    funds: Funds, command: AllocateFunds, context: Context, *, organisation: Organisation
) -> Decision:
    """Give a branch with members of its own funds for a year."""
    year_fits = EARLIEST_YEAR <= command.year <= context.today.year + 1
    amount_fits = 0 <= command.amount_fen <= MOST_FEN
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId")
        or _has_members(organisation)
        or standing(organisation, command.counted_on, "organisationId"),
        None if year_fits else Refusal(RefusalCode.INVALID_VALUE, ("year",)),
        None if amount_fits else Refusal(RefusalCode.INVALID_VALUE, ("amountFen",)),
        day(command.counted_on, context, "countedOn", most_days_ahead=0),
    )
    if refused:
        return refused
    allocated = context.events_of(funds, command)(
        FundsAllocated,
        organisation_id=organisation.id,
        year=command.year,
        amount_fen=command.amount_fen,
        counted_on=command.counted_on,
    )
    return accept([allocated])


def reverse_funds_allocation(funds: Funds, command: ReverseFundsAllocation, context: Context) -> Decision:
    """Let an allocation of this branch and year no longer count."""
    refused = any_refusal(header(command, context), reason_given(command))
    if refused:
        return refused
    allocation = funds.allocations.get(command.allocation)
    if allocation is None:
        return refuse(RefusalCode.NOT_FOUND, "allocation")
    if allocation.reversed:
        return refuse(RefusalCode.ALREADY_REVERSED, "allocation")
    reversed_ = context.events_of(funds, command)(
        FundsAllocationReversed,
        organisation_id=command.organisation_id,
        year=command.year,
        allocation=command.allocation,
        amount_fen=allocation.amount_fen,
    )
    return accept([reversed_])


def _has_members(organisation: Organisation) -> Refusal | None:
    if has_homes(organisation):
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("organisationId",), details={"kind": organisation.kind.value})
