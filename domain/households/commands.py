"""Commands about households and visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command

MOST_HOUSEHOLDS = 1000  # in one command
LARGEST_NUMBER = 999_999_999  # nine digits: neither an identity number nor that of a telephone can be one


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterHouseholds(Command):
    """Register households of a grid by their numbers; each is an event of its own, and all are registered or none."""

    grid_id: UUID
    organisation_id: UUID
    numbers: tuple[int, ...]
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveHousehold(Command):
    """Let a household belong to another grid, or another organisation look after it, from ``from_on`` on."""

    household_id: UUID
    to_grid_id: UUID
    organisation_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndHousehold(Command):
    """Say why (``reason``) there is no such household any more from ``on`` on."""

    household_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordVisits(Command):
    """Record that households of a grid were visited on ``on``; each is an event of its own, and all stand or none."""

    grid_id: UUID
    household_ids: tuple[UUID, ...]
    on: date
    member_id: UUID | None = None  # who went
