"""Commands about menus and orders of lectures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command
from domain.lecture_orders.state import LectureStatus
from domain.meeting_entries.events import LecturerRole


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishMenuItem(Command):
    """Offer a lecture in a month (told by its first day), to an organisation and all below it."""

    node_id: UUID
    month: date
    code: str
    lecturer_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawMenuItem(Command):
    """Offer it no longer, and say why (``reason``)."""

    menu_item_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceLectureOrder(Command):
    """Choose an item of a menu for an organisation."""

    organisation_id: UUID
    menu_item_id: UUID
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptLecture(Command):
    """Record who took the order."""

    lecture_order_id: UUID
    role: LecturerRole
    on: date
    lecturer_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLectureDelivery(Command):
    """Record that the lecture was given."""

    lecture_order_id: UUID
    on: date
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RateLecture(Command):
    """Rate a lecture that was given, from 1 to 5."""

    lecture_order_id: UUID
    rating: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawLectureStep(Command):
    """Take the latest step of an order back, which is ``step``, and say why (``reason``)."""

    lecture_order_id: UUID
    step: LectureStatus
