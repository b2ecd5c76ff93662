"""Facts about where members live: a grid of level 5, such as a building (楼栋), never an address."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.residence.state import Dwelling, Residence

STREAM = Residence.STREAM_TYPE


def residence_id(member_id: UUID) -> UUID:
    """The stream of where a member lives; its version holds that it is one place at a time."""
    return deterministic_id("residence", member_id)


@event_type("residence.recorded", STREAM, subjects=("member_id",))
class ResidenceRecorded(DomainEvent):
    """A member lives in a grid from ``from_on`` on, and no longer where it was before."""

    member_id: UUID
    grid_id: UUID
    from_on: date

    def apply(self, state: Residence) -> None:
        state.member_id = self.member_id
        if state.dwellings and state.dwellings[-1].until is None:
            state.dwellings[-1].until = self.from_on
        state.dwellings.append(Dwelling(self.grid_id, self.from_on))


@event_type("residence.ended", STREAM, subjects=("member_id",))
class ResidenceEnded(DomainEvent):
    """A member lives in that grid no longer, from ``on`` on, and where else is not known."""

    member_id: UUID
    grid_id: UUID
    on: date

    def apply(self, state: Residence) -> None:
        state.dwellings[-1].until = self.on
