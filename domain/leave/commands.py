"""Commands about leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.leave.events import LeaveKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestLeave(Command):
    """Ask for leave from ``from_on`` to ``to_on``, both included."""

    leave_id: UUID
    member_id: UUID
    kind: LeaveKind
    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantLeave(Command):
    """Grant a pending request."""

    leave_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class RefuseLeave(Command):
    """Refuse a pending request, for a coded ``reason``."""

    leave_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawLeave(Command):
    """Take a request back, pending or granted."""

    leave_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnFromLeave(Command):
    """Record the early return on ``on``: days from then on are not covered."""

    leave_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectLeave(Command):
    """Say what was wrong in an earlier event of this leave, and why (``reason``)."""

    leave_id: UUID
    corrects: UUID
    kind: LeaveKind | None = None
    from_on: date | None = None
    to_on: date | None = None
