"""Random commands about menus and orders of lectures, from a source of their own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from domain.core import DomainEvent
from domain.core.command import Command
from domain.lecture_orders import commands as lectures
from domain.lecture_orders.events import LectureOrdered, MenuItemPublished
from domain.lecture_orders.state import LectureOrder, LectureStatus
from domain.meeting_entries.events import LecturerRole
from tests.projections.known import Known

E = TypeVar("E", bound=DomainEvent)
_FEW = 6


class Lectures:
    """Lets townships publish menus, and branches order from them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"lectures {seed}")

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._publish, self._withdraw, self._place, self._place),
            *(self._next, self._next, self._next, self._next, self._next, self._back),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _publish(self) -> Command:
        return lectures.PublishMenuItem(
            node_id=self._random.choice([*self._known.townships, self._known.committee_id]),
            month=self._known.today.replace(day=1),
            code=self._random.choice(["RURAL_LAW", "HEALTH", "HISTORY"]),
            lecturer_id=self._random.choice([None, *self._known.members]),
        )

    def _withdraw(self) -> Command | None:
        item = self._said(MenuItemPublished)
        if item is None or self._random.random() < 0.6:
            return None
        return lectures.WithdrawMenuItem(menu_item_id=item.originator_id, reason="LECTURER_ILL")

    def _place(self) -> Command | None:
        item = self._said(MenuItemPublished)
        if item is None:
            return None
        return lectures.PlaceLectureOrder(
            organisation_id=self._random.choice(self._known.branches),
            menu_item_id=item.originator_id,
            on=self._known.today - timedelta(days=self._random.choice([0, 0, 3])),
        )

    def _order(self) -> LectureOrder | None:
        ordered = self._said(LectureOrdered)
        if ordered is None:
            return None
        id_ = ordered.originator_id
        return LectureOrder.fold(id_, (event for event in self._known.events if event.originator_id == id_))

    def _next(self) -> Command | None:
        """The next step of an order; of one that has taken them all, one too many."""
        order = self._order()
        if order is None:
            return None
        today = self._known.today
        match order.status:
            case LectureStatus.ORDERED:
                lecturer_id = self._random.choice([None, *self._known.members])
                role = self._random.choice(list(LecturerRole))
                return lectures.AcceptLecture(
                    lecture_order_id=order.id, role=role, on=today, lecturer_id=lecturer_id
                )
            case LectureStatus.ACCEPTED:
                return lectures.RecordLectureDelivery(
                    lecture_order_id=order.id,
                    on=today,
                    meeting_id=self._random.choice([None, None, *list(self._known.meetings)[-3:]]),
                )
            case _:
                return lectures.RateLecture(lecture_order_id=order.id, rating=self._random.randrange(1, 6))

    def _back(self) -> Command | None:
        order = self._order()
        if order is None:
            return None
        return lectures.WithdrawLectureStep(lecture_order_id=order.id, step=order.status, reason="MISTAKEN")
