"""Commands about entities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.coverage.events import EntityKind, ExclusionGround


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyEntity(Command):
    """Make an entity known, with the committee that looks after it."""

    entity_id: UUID
    organisation_id: UUID
    kind: EntityKind
    name: str
    surveyed_on: date
    employees: int
    members: int
    division_code: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ExcludeEntity(Command):
    """Leave an entity out of account from ``on`` on."""

    entity_id: UUID
    ground: ExclusionGround
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverEntity(Command):
    """Let a branch cover an entity from ``from_on`` on."""

    entity_id: UUID
    branch_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndEntityCoverage(Command):
    """End the covering of an entity on ``on``."""

    entity_id: UUID
    on: date
