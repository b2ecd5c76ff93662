"""Commands about inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordSupervisoryInspection(Command):
    """Record that one organisation looked into another's work."""

    supervisory_inspection_id: UUID
    organisation_id: UUID
    inspector_id: UUID
    held_on: date
    topic: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseSupervisoryInspectionFinding(Command):
    """Say what has to be put right."""

    supervisory_inspection_id: UUID
    matter: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RectifySupervisoryInspectionFinding(Command):
    """Record that something was put right, which is named by the event that raised it."""

    supervisory_inspection_id: UUID
    finding: UUID
    on: date
    evidence: UUID | None = None
