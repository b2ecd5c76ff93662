"""Commands about exceptions from the fixed days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveScheduleException(Command):
    """Let an organisation meet on days off instead of the fixed days, for one above it."""

    exception_id: UUID
    organisation_id: UUID
    from_on: date
    approved_by: UUID
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndScheduleException(Command):
    """End an exception, or let it end sooner than it would."""

    exception_id: UUID
    on: date
