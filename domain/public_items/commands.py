"""Commands about public items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.public_items.events import PublicItemEnding, Weakness


@dataclass(frozen=True, kw_only=True, slots=True)
class PostPublicItem(Command):
    """Make a weakness public from ``on`` on, until ``stands_until`` at most; as long as may be, if that is not said."""

    public_item_id: UUID
    organisation_id: UUID
    weakness: Weakness
    on: date
    member_id: UUID | None = None
    violation_id: UUID | None = None
    stands_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndPublicItem(Command):
    """Take it down from ``on`` on: it has improved, or is ended early for a ``reason``."""

    public_item_id: UUID
    on: date
    ending: PublicItemEnding


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawPublicItem(Command):
    """Let an item count as never posted, be it over by now, and say why (``reason``)."""

    public_item_id: UUID
