"""What the events about menus and orders of lectures say, taken down by hand; and the tables that follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.lecture_orders import events as lectures

Rows = dict[tuple[Any, ...], dict[str, Any]]
_AFTER_ACCEPTANCE: dict[str, Any] = {"accepted_on": None, "lecturer_role": None, "lecturer_id": None}
_AFTER_DELIVERY: dict[str, Any] = {"delivered_on": None, "is_delivered": False, "meeting_id": None}


class LectureFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.items: dict[UUID, dict[str, Any]] = {}
        self.orders: dict[UUID, dict[str, Any]] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case lectures.MenuItemPublished():
                names = ("node_id", "month", "code", "lecturer_id")
                self.items[me] = {name: getattr(event, name) for name in names} | {"is_offered": True}
            case lectures.MenuItemWithdrawn():
                self.items[me]["is_offered"] = False
            case lectures.LectureOrdered():
                ordered = ("organisation_id", "menu_item_id", "month")
                said = {name: getattr(event, name) for name in ordered}
                unsaid = {**_AFTER_ACCEPTANCE, **_AFTER_DELIVERY, "rating": None}
                self.orders[me] = {**said, "status": "ORDERED", "ordered_on": event.on, **unsaid}
            case lectures.LectureAccepted():
                by = {"lecturer_role": event.role, "lecturer_id": event.lecturer_id}
                self.orders[me] |= {"status": "ACCEPTED", "accepted_on": event.on, **by}
            case lectures.LectureDelivered():
                where = {"delivered_on": event.on, "is_delivered": True, "meeting_id": event.meeting_id}
                self.orders[me] |= {"status": "DELIVERED", **where}
            case lectures.LectureRated():
                self.orders[me] |= {"status": "RATED", "rating": event.rating}
            case lectures.LectureStepWithdrawn():
                self.orders[me] |= {
                    "ORDERED": {"status": "WITHDRAWN"},
                    "ACCEPTED": {"status": "ORDERED", **_AFTER_ACCEPTANCE},
                    "DELIVERED": {"status": "ACCEPTED", **_AFTER_DELIVERY},
                    "RATED": {"status": "DELIVERED", "rating": None},
                }[event.step]
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Callable[[UUID], str]) -> dict[str, Rows]:
        """Every table of it."""
        return {
            "lecture_menu_item": {
                (id_,): {
                    **item,
                    **self._fed(id_),
                    "org_path": path(item["node_id"]),
                    "version": self.versions[id_],
                }
                for id_, item in self.items.items()
            },
            "lecture_order": {
                (id_,): {
                    **order,
                    "org_path": path(order["organisation_id"]),
                    "version": self.versions[id_],
                }
                for id_, order in self.orders.items()
            },
        }

    def _fed(self, item: UUID) -> dict[str, int]:
        """What came of an item's orders."""
        orders = [one for one in self.orders.values() if one["menu_item_id"] == item]
        ratings = [one["rating"] for one in orders if one["rating"] is not None]
        return {
            "orders": sum(one["status"] != "WITHDRAWN" for one in orders),
            "deliveries": sum(one["is_delivered"] for one in orders),
            "ratings": len(ratings),
            "rating_sum": sum(ratings),
        }
