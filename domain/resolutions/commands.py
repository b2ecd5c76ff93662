"""Commands about proposals and resolutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseProposal(Command):
    """Record what was proposed at an organisation."""

    proposal_id: UUID
    organisation_id: UUID
    code: str
    on: date
    member_id: UUID | None = None
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawProposal(Command):
    """Let a proposal count no longer, and say why (``reason``)."""

    proposal_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeResolution(Command):
    """Record what an organisation resolved about some of its proposals."""

    resolution_id: UUID
    organisation_id: UUID
    code: str
    proposal_ids: tuple[UUID, ...]
    on: date
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishResult(Command):
    """Record that the result of a resolution was made public."""

    resolution_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawResult(Command):
    """Let that count no longer, and say why (``reason``)."""

    resolution_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawResolution(Command):
    """Let a resolution hold no longer, and say why (``reason``)."""

    resolution_id: UUID
