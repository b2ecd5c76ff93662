"""Commands about the contact with members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterFloating(Command):
    """Register that a member is away from home for long, from ``from_on`` on."""

    member_id: UUID
    from_on: date
    division_code: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndFloating(Command):
    """Register that the member is back, from ``on`` on."""

    member_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordContact(Command):
    """Record that the branch spoke with the member on that day."""

    member_id: UUID
    on: date
    channel: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLostContact(Command):
    """Record that the member cannot be reached since that day."""

    member_id: UUID
    since: date
