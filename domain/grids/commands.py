"""Commands about grids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class DefineGrid(Command):
    """Define a node of the responsibility tree."""

    grid_id: UUID
    level: int
    name: str
    parent_id: UUID | None = None
    division_code: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignResponsible(Command):
    """Make a member answer for the node from ``from_on`` on."""

    grid_id: UUID
    member_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RelieveResponsible(Command):
    """End a member's answering for the node on ``on``."""

    grid_id: UUID
    member_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignCoverage(Command):
    """Let the node cover an organisation from ``from_on`` on."""

    grid_id: UUID
    organisation_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndCoverage(Command):
    """End the covering of an organisation on ``on``."""

    organisation_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectGrid(Command):
    """Say what was wrong in an earlier event of this node, and why (``reason``)."""

    grid_id: UUID
    corrects: UUID
    name: str | None = None
    division_code: str | None = None
