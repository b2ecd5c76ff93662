"""State of a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass(frozen=True, slots=True)
class Place:
    """Where a household belongs from a day on: one grid, and the organisation that looks after it."""

    grid_id: UUID
    organisation_id: UUID
    from_on: date


class Household(Aggregate):
    """A household: in one grid of the fifth level at a time, which this stream's version holds."""

    STREAM_TYPE = "household"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.number: int | None = None  # None: never registered
        self.places: list[Place] = []  # in order of their days, of which no two are the same
        self.ended_on: date | None = None  # the first day without it
        self.visits: set[tuple[date, UUID | None]] = set()  # day, and who went if that was said

    @property
    def place(self) -> Place | None:
        """Where it belongs in the end; None if it was never registered."""
        return self.places[-1] if self.places else None

    def place_on(self, day: date) -> Place | None:
        """Where it belongs that day; None before its first and after its last."""
        if self.ended_on is not None and day >= self.ended_on:
            return None
        return next((place for place in reversed(self.places) if place.from_on <= day), None)

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that looks after it."""
        return () if self.place is None else (self.place.organisation_id,)
