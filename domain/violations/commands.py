"""Commands about violations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Occurred
from domain.core.command import Command
from domain.violations.events import ViolationKind, ViolationSeverity


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportViolation(Command):
    """Record a violation that happened at ``occurred_at``, by the instant or the day; now if that is not said."""

    violation_id: UUID
    organisation_id: UUID
    kind: ViolationKind
    severity: ViolationSeverity
    code: str
    member_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectViolation(Command):
    """Put right what an earlier event said of it, and say why (``reason``)."""

    violation_id: UUID
    corrects: UUID
    kind: ViolationKind | None = None
    severity: ViolationSeverity | None = None
    code: str | None = None
    at: Occurred | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawViolation(Command):
    """Let a violation count no longer that was reported by mistake, and say why (``reason``)."""

    violation_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignSupervisor(Command):
    """Name the member who sees to its being put right, in place of whoever did."""

    violation_id: UUID
    supervisor_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSupervision(Command):
    """Let nobody see to it any more from ``on`` on, and say why (``reason``)."""

    violation_id: UUID
    on: date
