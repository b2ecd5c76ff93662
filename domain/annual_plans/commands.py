"""Commands about annual plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.meetings.events import MeetingKind


@dataclass(frozen=True, kw_only=True, slots=True)
class AdoptAnnualPlan(Command):
    """Record that a meeting passed the plan of a year; once more, with a ``reason``, to correct it."""

    organisation_id: UUID
    year: int
    on: date
    adopted_at: MeetingKind
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileAnnualPlan(Command):
    """Record since when an organisation above has the plan; once more, with a ``reason``, to correct the day."""

    organisation_id: UUID
    year: int
    recipient_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignPlanItem(Command):
    """Give an item of the plan its day, document and person; without an ``item_id`` it is a new one."""

    organisation_id: UUID
    year: int
    item_id: UUID | None = None
    planned_on: date | None = None
    document_id: UUID | None = None
    assignee_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawPlanItem(Command):
    """Take an item out of the plan, and say why (``reason``)."""

    organisation_id: UUID
    year: int
    item_id: UUID
