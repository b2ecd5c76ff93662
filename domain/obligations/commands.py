"""Commands about obligations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.obligations.grounds import Consequence, Ground, SubjectKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ReconcileObligation(Command):
    """Bring an obligation to what rules demand by the facts up to a position of the log; without grounds, nothing."""

    subject_kind: SubjectKind
    subject_id: UUID
    consequence: Consequence
    key: str
    facts_position: int
    organisation_id: UUID  # whose secretary owes it
    grounds: tuple[Ground, ...] = ()
    due_on: date | None = None
    continues: UUID | None = None  # an obligation of the same subject that falls away as this one arises


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignObligation(Command):
    """Have a member see to it."""

    obligation_id: UUID
    assignee_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class FulfilObligation(Command):
    """Record that what was due was done or decided, and about which of its facts; by default about all."""

    obligation_id: UUID
    on: date
    document_id: UUID | None = None
    dealt_with: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WaiveObligation(Command):
    """Let it be, for a coded reason."""

    obligation_id: UUID
