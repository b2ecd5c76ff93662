"""Facts about funds (活动经费), one stream a branch and year; money in whole fen (分)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.funds.state import Allocation, Funds

STREAM = Funds.STREAM_TYPE


def funds_id(organisation_id: UUID, year: int) -> UUID:
    """The stream of a branch's funds of a year."""
    return deterministic_id("funds", organisation_id, year)


@event_type("funds.allocated", STREAM, subjects=("organisation_id",))
class FundsAllocated(DomainEvent):
    """A branch got this much for the year, on top of what it had; nought says that it got nothing so far.

    ``counted_on`` is the day as of which its members call for funds, from here on.
    """

    organisation_id: UUID
    year: int
    amount_fen: int
    counted_on: date

    def apply(self, state: Funds) -> None:
        state.organisation_id = self.organisation_id
        state.allocations[self.event_id] = Allocation(self.amount_fen)


@event_type("funds.allocation-reversed", STREAM, subjects=("organisation_id",))
class FundsAllocationReversed(DomainEvent):
    """An allocation was recorded wrongly or taken back: the branch has so much less for the year."""

    organisation_id: UUID
    year: int
    allocation: UUID  # the event
    amount_fen: int  # its amount

    def apply(self, state: Funds) -> None:
        state.allocations[self.allocation] = replace(state.allocations[self.allocation], reversed=True)
