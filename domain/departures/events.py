"""Facts about departures: one stream for each rule, organisation and period."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.departures.state import Departure
from domain.policies.periods import Unit
from domain.verdicts.announcing import slot_id

STREAM = Departure.STREAM_TYPE


def departure_id(slot: UUID) -> UUID:
    """The departure of a slot, and its stream: there is one at a time, whichever version of the rule is in force."""
    return deterministic_id("departure", slot)


def departure_of(series: str, node_id: UUID, organisation_id: UUID, label: str) -> UUID:
    """The same by what the slot is about; ``label`` is its period's."""
    return departure_id(slot_id(series, node_id, organisation_id, label))


@event_type("departure.recorded", STREAM, subjects=("organisation_id", "approved_by"))
class DepartureRecorded(DomainEvent):
    """An organisation does not do in a period what is done as a rule, for the coded reason of the header."""

    organisation_id: UUID
    node_id: UUID  # that adopted the rule
    series: str
    period: str  # its label
    unit: Unit
    from_on: date
    to_on: date  # the last day itself
    document_id: UUID | None  # that states the reason in full
    approved_by: UUID | None  # the organisation itself or one above it

    def apply(self, state: Departure) -> None:
        state.organisation_id = self.organisation_id
        state.recorded = self


@event_type("departure.withdrawn", STREAM, subjects=("organisation_id",))
class DepartureWithdrawn(DomainEvent):
    """It excuses nothing, and never did, for the coded reason of the header."""

    organisation_id: UUID

    def apply(self, state: Departure) -> None:
        state.recorded = None
