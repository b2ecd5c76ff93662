"""Commands about objections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.objections.events import ObjectionOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseObjection(Command):
    """Say that an event that concerns the member is wrong."""

    objection_id: UUID
    member_id: UUID
    about: UUID
    grounds_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawObjection(Command):
    """Insist on it no longer."""

    objection_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideObjection(Command):
    """Decide about it on ``on``, for a coded ``reason``."""

    objection_id: UUID
    organisation_id: UUID
    outcome: ObjectionOutcome
    on: date
    document_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RemedyObjection(Command):
    """Name the event that puts right what was upheld."""

    objection_id: UUID
    correction: UUID
    on: date
