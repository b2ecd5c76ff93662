"""Commands about procedures and cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.procedures.text import ProcedureText


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseProcedure(Command):
    """Release a version of one chapter."""

    text: ProcedureText
    released_by: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class StartProcedureCase(Command):
    """Begin to go through a version, with these of the organisation's party groups."""

    case_id: UUID
    organisation_id: UUID
    procedure: str
    chapter: str
    version: str
    on: date
    group_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordProcedureStep(Command):
    """Record that a step was taken, in or out of order."""

    case_id: UUID
    step: str
    on: date
    evidence: tuple[str, ...] = ()
    group_id: UUID | None = None
    document_id: UUID | None = None
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawProcedureStep(Command):
    """Take back what was recorded of a step, for a reason."""

    case_id: UUID
    step: str
    group_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseProcedureCase(Command):
    """Say that nothing more is done about a case."""

    case_id: UUID
    on: date
