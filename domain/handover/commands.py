"""Commands about handovers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.handover.events import HandoverItem, HandoverSide


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenHandover(Command):
    """Begin the handover from one post to the one that follows it at the same place."""

    handover_id: UUID
    organisation_id: UUID
    from_post_id: UUID
    to_post_id: UUID
    items: tuple[HandoverItem, ...] = tuple(HandoverItem)
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SignHandover(Command):
    """Record that one side signed for these items."""

    handover_id: UUID
    side: HandoverSide
    items: tuple[HandoverItem, ...]
