"""A township's menu of lectures for one month, and what three of its branches ordered from it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from application.actor import Actor
from domain.core.command import Command
from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    RateLecture,
    RecordLectureDelivery,
    WithdrawLectureStep,
    WithdrawMenuItem,
)
from domain.lecture_orders.events import lecture_order_id, menu_item_id
from domain.lecture_orders.state import LectureStatus
from domain.meeting_entries.events import LecturerRole
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import LocalTime, StepList

MENU = ("RURAL_LAW", "FIRE_SAFETY", "PARTY_HISTORY")  # the last is offered no longer
MONTH = 9
RATINGS = (5, 3)  # of the first two branches; to the third nobody has come yet


class LectureSteps:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._month = date(year, MONTH, 1)

    def add(self, unit: Unit) -> None:
        """The menu on the first, orders in the days after, lectures on the 20th."""
        for code in MENU:
            publish = PublishMenuItem(node_id=unit.committee_id, month=self._month, code=code)
            self._give(1, unit.secretary, publish)
        withdraw = WithdrawMenuItem(menu_item_id=self._item(unit, MENU[-1]), reason="LECTURER_ILL")
        self._give(5, unit.secretary, withdraw)
        for number, branch in enumerate(unit.branches[: len(RATINGS) + 1]):
            self._order(unit, branch, RATINGS[number] if number < len(RATINGS) else None)

    def _item(self, unit: Unit, code: str) -> UUID:
        return menu_item_id(unit.committee_id, self._month, code)

    def _give(self, day: int, actor: Actor, command: Command) -> None:
        self._steps.add(self._time.at(self._month.replace(day=day), "15:00"), actor, command)

    def _order(self, unit: Unit, branch: Branch, rating: int | None) -> None:
        item = self._item(unit, MENU[0])
        order = lecture_order_id(branch.id, item)
        chosen_on = self._month.replace(day=8)
        place = PlaceLectureOrder(organisation_id=branch.id, menu_item_id=item, on=chosen_on)
        self._give(8, branch.secretary, place)
        if rating is None:
            return
        accepted_on, given_on = self._month.replace(day=10), self._month.replace(day=20)
        accept = AcceptLecture(lecture_order_id=order, role=LecturerRole.INVITED_LECTURER, on=accepted_on)
        self._give(10, branch.secretary, accept)
        self._give(20, branch.secretary, RecordLectureDelivery(lecture_order_id=order, on=given_on))
        rate = RateLecture(lecture_order_id=order, rating=rating)
        self._give(21, branch.secretary, rate)
        if rating == RATINGS[-1]:  # that was another lecture's
            mistaken = WithdrawLectureStep(
                lecture_order_id=order, step=LectureStatus.RATED, reason="MISTAKEN"
            )
            self._give(22, branch.secretary, mistaken)
            self._give(22, branch.secretary, RateLecture(lecture_order_id=order, rating=rating + 1))
