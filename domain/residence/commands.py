"""Commands about where members live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordResidence(Command):
    """A member lives in a grid of level 5 from ``from_on`` on."""

    member_id: UUID
    grid_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndResidence(Command):
    """A member lives no longer where it was known, from ``on`` on."""

    member_id: UUID
    on: date
