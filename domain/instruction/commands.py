"""Commands about instructors and days at the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignPartyInstructor(Command):
    """Send a member to instruct an organisation from ``from_on`` on."""

    organisation_id: UUID
    member_id: UUID
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecallPartyInstructor(Command):
    """Recall an instructor on ``on``, and say why (``reason``)."""

    organisation_id: UUID
    member_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanCenterDay(Command):
    """Give a general branch a day at the centre."""

    organisation_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelCenterDay(Command):
    """Take back a day at the centre that was not used, and say why (``reason``): its month is free again."""

    organisation_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldCenterDay(Command):
    """Record that a general branch used its day at the centre."""

    organisation_id: UUID
    on: date
