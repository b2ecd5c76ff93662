"""Commands about discipline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.discipline.events import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class ImposeDiscipline(Command):
    """Record a measure against a member, in force from ``from_on`` on, until ``until_on`` if a day was set."""

    member_id: UUID
    measure: Measure
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftDiscipline(Command):
    """End the measure in force on ``on``."""

    member_id: UUID
    on: date
