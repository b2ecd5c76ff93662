"""Commands about leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.leave.events import LeaveKind
from domain.leave.evidence import EvidenceKind
from domain.leave.levels import ApproverLevel


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestLeave(Command):
    """Ask for leave from ``from_on`` to ``to_on``, both included; for one meeting, of its day alone."""

    leave_id: UUID
    member_id: UUID
    kind: LeaveKind
    from_on: date
    to_on: date
    for_meeting_id: UUID | None = None  # None: for all that is held on its days
    grounds_id: UUID | None = None  # a sealed document


@dataclass(frozen=True, kw_only=True, slots=True)
class HandInLeaveEvidence(Command):
    """Record that a paper was handed in ``on`` a day."""

    leave_id: UUID
    kind: EvidenceKind
    on: date
    document_id: UUID | None = None  # a sealed document


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveLeave(Command):
    """Approve a pending request or extension at a level below the one that grants it."""

    leave_id: UUID
    level: ApproverLevel | None = None  # None: the actor's own


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantLeave(Command):
    """Grant a pending request."""

    leave_id: UUID
    level: ApproverLevel | None = None  # None: the actor's own


@dataclass(frozen=True, kw_only=True, slots=True)
class RefuseLeave(Command):
    """Refuse a pending request, for a coded ``reason``."""

    leave_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestLeaveExtension(Command):
    """Ask for a later last day of a granted leave."""

    leave_id: UUID
    to_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtendLeave(Command):
    """Grant the extension that was asked for."""

    leave_id: UUID
    level: ApproverLevel | None = None  # None: the actor's own


@dataclass(frozen=True, kw_only=True, slots=True)
class RefuseLeaveExtension(Command):
    """Refuse the extension that was asked for, for a coded ``reason``."""

    leave_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawLeaveExtension(Command):
    """Take back the extension that was asked for."""

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
    level: ApproverLevel | None = None  # of a granted leave that is given more; None: the actor's own
