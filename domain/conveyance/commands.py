"""Commands about conveyance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.conveyance.events import ConveyanceMode
from domain.core.command import Command

MOST_DELIVERIES = 500  # persons of one command


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenConveyance(Command):
    """List who is to be told of an item: the roster of a meeting, or the register on the item's day."""

    conveyance_id: UUID
    organisation_id: UUID
    code: str
    issued_on: date
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverConveyance(Command):
    """Record that these were told on that day, by one member and in one way."""

    conveyance_id: UUID
    member_ids: tuple[UUID, ...]
    mode: ConveyanceMode
    on: date
    by_id: UUID
    second_language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RevokeDelivery(Command):
    """Take back what was recorded of telling one person, for a ``reason``."""

    conveyance_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmConveyance(Command):
    """Say for oneself that the item has reached one."""

    conveyance_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseConveyance(Command):
    """Tell nobody else from ``on`` on; with a ``reason`` if some were not told."""

    conveyance_id: UUID
    on: date
