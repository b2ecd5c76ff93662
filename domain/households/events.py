"""Facts about households (户) and visits to them (走访), all on the household's stream."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.households.state import Household, Place

STREAM = Household.STREAM_TYPE
LEVEL = 5  # of the grids that reach households (domain.md O04)


def household_id(number: int) -> UUID:
    """The stream of the household with this number, which the county gives to one household alone."""
    return deterministic_id("household", number)


@event_type("household.registered", STREAM, subjects=("organisation_id",))
class HouseholdRegistered(DomainEvent):
    """A household belongs to a grid from ``from_on`` on, and an organisation looks after it."""

    number: int
    grid_id: UUID
    organisation_id: UUID
    from_on: date

    def apply(self, state: Household) -> None:
        state.number = self.number
        state.places.append(Place(self.grid_id, self.organisation_id, self.from_on))


@event_type("household.moved", STREAM, subjects=("organisation_id",))
class HouseholdMoved(DomainEvent):
    """It belongs to another grid, or to another organisation, from ``from_on`` on."""

    grid_id: UUID
    organisation_id: UUID
    from_on: date

    def apply(self, state: Household) -> None:
        state.places.append(Place(self.grid_id, self.organisation_id, self.from_on))


@event_type("household.ended", STREAM)
class HouseholdEnded(DomainEvent):
    """There is no such household any more, from ``on`` on, for the coded reason of the header."""

    on: date

    def apply(self, state: Household) -> None:
        state.ended_on = self.on


@event_type("household.visited", STREAM, subjects=("member_id",))
class HouseholdVisited(DomainEvent):
    """Somebody visited it on ``on``; ``grid_id`` and ``organisation_id`` are where it belonged that day."""

    grid_id: UUID
    organisation_id: UUID
    on: date
    member_id: UUID | None = None  # who went, if that was said

    def apply(self, state: Household) -> None:
        state.visits.add((self.on, self.member_id))
