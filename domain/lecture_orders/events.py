"""Facts about the menu, one stream an item; and about orders, one an organisation and item."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.lecture_orders.state import LectureOrder, LectureStatus, MenuItem
from domain.meeting_entries.events import LecturerRole

STREAM = LectureOrder.STREAM_TYPE
MENU_STREAM = MenuItem.STREAM_TYPE


def menu_item_id(node_id: UUID, month: date, code: str) -> UUID:
    """The stream of an item, which an organisation's menu of a month (told by its first day) has once."""
    return deterministic_id("lecture-menu", node_id, month.isoformat(), code)


def lecture_order_id(organisation_id: UUID, menu_item: UUID) -> UUID:
    """The stream of an order; its version holds that an organisation orders an item once."""
    return deterministic_id("lecture-order", organisation_id, menu_item)


@event_type("lecture-menu.item-published", MENU_STREAM, subjects=("node_id", "lecturer_id"))
class MenuItemPublished(DomainEvent):
    """An organisation offers a lecture in a month; ``lecturer_id`` is the member who would give it, if that is one."""

    node_id: UUID
    month: date  # its first day
    code: str
    lecturer_id: UUID | None

    def apply(self, state: MenuItem) -> None:
        state.node_id = self.node_id
        state.month = self.month
        state.code = self.code
        state.is_offered = True


@event_type("lecture-menu.item-withdrawn", MENU_STREAM)
class MenuItemWithdrawn(DomainEvent):
    """It is offered no longer, for the coded reason of the header; what was ordered stays ordered."""

    def apply(self, state: MenuItem) -> None:
        state.is_offered = False


@event_type("lecture-order.placed", STREAM, subjects=("organisation_id",))
class LectureOrdered(DomainEvent):
    """An organisation chose an item of the menu of a month on ``on``."""

    organisation_id: UUID
    menu_item_id: UUID
    month: date  # that of the item
    on: date

    def apply(self, state: LectureOrder) -> None:
        state.organisation_id = self.organisation_id
        state.status = LectureStatus.ORDERED
        state.reached = [self.on]


@event_type("lecture-order.accepted", STREAM, subjects=("lecturer_id",))
class LectureAccepted(DomainEvent):
    """A lecturer took the order on ``on``: somebody in that role, and which member if it is one of the county."""

    role: LecturerRole
    lecturer_id: UUID | None
    on: date

    def apply(self, state: LectureOrder) -> None:
        state.status = LectureStatus.ACCEPTED
        state.reached.append(self.on)


@event_type("lecture-order.delivered", STREAM)
class LectureDelivered(DomainEvent):
    """The lecture was given on ``on``, at a meeting of the organisation if ``meeting_id`` names one."""

    on: date
    meeting_id: UUID | None

    def apply(self, state: LectureOrder) -> None:
        state.status = LectureStatus.DELIVERED
        state.reached.append(self.on)


@event_type("lecture-order.rated", STREAM)
class LectureRated(DomainEvent):
    """The organisation rated it, from 1 to 5."""

    rating: int

    def apply(self, state: LectureOrder) -> None:
        state.status = LectureStatus.RATED


@event_type("lecture-order.step-withdrawn", STREAM)
class LectureStepWithdrawn(DomainEvent):
    """Its latest step was recorded wrongly, or fell through, for the coded reason of the header."""

    step: LectureStatus

    def apply(self, state: LectureOrder) -> None:
        state.status = BEFORE[self.step]
        if self.step is not LectureStatus.RATED:
            state.reached.pop()


BEFORE = {
    LectureStatus.ORDERED: LectureStatus.WITHDRAWN,
    LectureStatus.ACCEPTED: LectureStatus.ORDERED,
    LectureStatus.DELIVERED: LectureStatus.ACCEPTED,
    LectureStatus.RATED: LectureStatus.DELIVERED,
}
"""The step that an order stands at once its latest was withdrawn."""
