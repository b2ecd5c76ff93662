"""Commands about pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.pairing.events import PairKind


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignPair(Command):
    """Let a member look after somebody from ``from_on`` on."""

    member_id: UUID
    kind: PairKind
    from_on: date
    partner_member_id: UUID | None = None
    household_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndPair(Command):
    """End a pair, which is named by the event that made it, on ``on``."""

    member_id: UUID
    pair: UUID
    on: date
