"""Lectures: on a menu, ordered, accepted by one lecturer, delivered, rated."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.lecture_orders.commands import (
    AcceptLecture,
    PlaceLectureOrder,
    PublishMenuItem,
    RateLecture,
    RecordLectureDelivery,
    WithdrawLectureStep,
    WithdrawMenuItem,
)
from domain.lecture_orders.decide import (
    accept_lecture,
    place_lecture_order,
    publish_menu_item,
    rate_lecture,
    record_lecture_delivery,
    withdraw_lecture_step,
    withdraw_menu_item,
)
from domain.lecture_orders.events import (
    LectureAccepted,
    LectureDelivered,
    LectureOrdered,
    LectureRated,
    LectureStepWithdrawn,
    MenuItemPublished,
    MenuItemWithdrawn,
    lecture_order_id,
    menu_item_id,
)
from domain.lecture_orders.state import LectureOrder, LectureStatus, MenuItem
from domain.meeting_entries.events import LecturerRole
from domain.meetings.events import MeetingCancelled
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import (
    ANN,
    BRANCH,
    COMMITTEE,
    GROUP,
    MEETING,
    OTHER_BRANCH,
    TOWNSHIP,
    context,
)

MARCH = date(2026, 3, 1)
ITEM = menu_item_id(TOWNSHIP, MARCH, "RURAL_LAW")
ORDER = lecture_order_id(BRANCH, ITEM)
ROLE = LecturerRole.INVITED_LECTURER


def on(day: int) -> date:
    return date(2026, 3, day)


PUBLISHED = fact(MenuItemPublished, node_id=TOWNSHIP, month=MARCH, code="RURAL_LAW", lecturer_id=None)
WITHDRAWN = fact(MenuItemWithdrawn)
ORDERED = fact(LectureOrdered, organisation_id=BRANCH, menu_item_id=ITEM, month=MARCH, on=on(10))
ACCEPTED = fact(LectureAccepted, role=ROLE, lecturer_id=None, on=on(12))
DELIVERED = fact(LectureDelivered, on=on(18), meeting_id=None)
RATED = fact(LectureRated, rating=4)


def back(step: LectureStatus) -> Fact:
    return fact(LectureStepWithdrawn, step=step)


def item(*facts: Fact) -> MenuItem:
    return given(MenuItem, ITEM, *facts)


def order(*facts: Fact) -> LectureOrder:
    return given(LectureOrder, ORDER, *facts)


class TestMenu:
    def publish(self, state: MenuItem, **changes: Any) -> Outcome:
        said = {"node_id": TOWNSHIP, "month": MARCH, "code": "RURAL_LAW"}
        node, lecturer = changes.pop("node", world.township()), changes.pop("lecturer", None)
        command = PublishMenuItem(**{**said, **changes})
        return when(publish_menu_item, state, command, context(), node=node, lecturer=lecturer)

    def test_once_until_it_is_withdrawn(self) -> None:
        (event,) = self.publish(item()).then(PUBLISHED)
        assert event.subjects() == (TOWNSHIP,)
        self.publish(item(PUBLISHED)).refused("ALREADY_RECORDED code")
        self.publish(item(PUBLISHED, WITHDRAWN)).then(PUBLISHED)

    def test_with_who_would_give_it(self) -> None:
        named = self.publish(item(), lecturer_id=ANN, lecturer=world.member())
        (event,) = named.then(
            fact(MenuItemPublished, node_id=TOWNSHIP, month=MARCH, code="RURAL_LAW", lecturer_id=ANN)
        )
        assert event.subjects() == (TOWNSHIP, ANN)
        nobody = Member.empty(ANN)
        self.publish(item(), lecturer_id=ANN, lecturer=nobody).refused("NOT_FOUND lecturerId")

    def test_what_cannot_be(self) -> None:
        self.publish(item(), node=Organisation.empty(TOWNSHIP)).refused("NOT_FOUND nodeId")
        self.publish(item(), month=on(2)).refused("INVALID_DATES month")
        self.publish(item(), month=date(1899, 1, 1)).refused("INVALID_DATES month")
        self.publish(item(), code="no code").refused("INVALID_VALUE code")

    def test_withdrawn_with_a_reason(self) -> None:
        def withdraw(state: MenuItem, reason: str | None = "LECTURER_ILL") -> Outcome:
            command = WithdrawMenuItem(menu_item_id=ITEM, reason=reason)
            return when(withdraw_menu_item, state, command, context())

        withdraw(item(PUBLISHED)).then(WITHDRAWN)
        withdraw(item(PUBLISHED), reason=None).refused("REASON_REQUIRED reason")
        withdraw(item(PUBLISHED, WITHDRAWN)).refused("NOTHING_RECORDED menuItemId")
        withdraw(item()).refused("NOT_FOUND menuItemId")


class TestPlace:
    def place(self, *facts: Fact, day: int = 10, **reads: Any) -> Outcome:
        command = PlaceLectureOrder(organisation_id=BRANCH, menu_item_id=ITEM, on=on(day))
        known = {
            "organisation": world.branch(),
            "line": {BRANCH, TOWNSHIP, COMMITTEE},
            "item": item(PUBLISHED),
            **reads,
        }
        return when(place_lecture_order, order(*facts), command, context(), **known)

    def test_once_until_it_is_withdrawn(self) -> None:
        (event,) = self.place().then(ORDERED)
        assert event.subjects() == (BRANCH,)
        self.place(ORDERED).refused("ALREADY_RECORDED menuItemId")
        self.place(ORDERED, ACCEPTED).refused("ALREADY_RECORDED menuItemId")
        self.place(ORDERED, back(LectureStatus.ORDERED)).then(ORDERED)

    def test_from_the_own_menu_or_one_above(self) -> None:
        self.place(line={BRANCH, COMMITTEE}).refused("NOT_ABOVE menuItemId")
        self.place(item=item()).refused("NOT_FOUND menuItemId")
        self.place(item=item(PUBLISHED, WITHDRAWN)).refused("NOT_FOUND menuItemId")

    def test_what_cannot_be(self) -> None:
        self.place(organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        self.place(day=21).refused("IN_THE_FUTURE on")


class TestAccept:
    def accept(
        self, *facts: Fact, day: int = 12, lecturer_id: UUID | None = None, lecturer: Member | None = None
    ) -> Outcome:
        command = AcceptLecture(lecture_order_id=ORDER, role=ROLE, on=on(day), lecturer_id=lecturer_id)
        return when(accept_lecture, order(*facts), command, context(), lecturer=lecturer)

    def test_exactly_one_lecturer(self) -> None:
        self.accept(ORDERED).then(ACCEPTED)
        for later in ([], [DELIVERED], [DELIVERED, RATED]):
            self.accept(ORDERED, ACCEPTED, *later).refused("LECTURE_ACCEPTED lectureOrderId")
        self.accept(ORDERED, ACCEPTED, back(LectureStatus.ACCEPTED)).then(ACCEPTED)

    def test_a_member_of_the_county_by_id(self) -> None:
        taken = self.accept(ORDERED, lecturer_id=ANN, lecturer=world.member())
        (event,) = taken.then(fact(LectureAccepted, role=ROLE, lecturer_id=ANN, on=on(12)))
        assert event.subjects() == (ANN,)
        nobody = Member.empty(ANN)
        self.accept(ORDERED, lecturer_id=ANN, lecturer=nobody).refused("NOT_FOUND lecturerId")

    def test_on_the_day_of_the_order_or_later(self) -> None:
        assert self.accept(ORDERED, day=10).events
        self.accept(ORDERED, day=9).refused("INVALID_DATES on")
        self.accept(ORDERED, day=21).refused("IN_THE_FUTURE on")

    def test_of_an_order_that_stands(self) -> None:
        self.accept().refused("NOT_FOUND lectureOrderId")
        gone = (ORDERED, back(LectureStatus.ORDERED))
        self.accept(*gone).refused("WRONG_LECTURE_STEP lectureOrderId")


class TestDeliver:
    def deliver(self, *facts: Fact, day: int = 18, meeting: Meeting | None = None) -> Outcome:
        named = None if meeting is None else MEETING
        command = RecordLectureDelivery(lecture_order_id=ORDER, on=on(day), meeting_id=named)
        return when(record_lecture_delivery, order(*facts), command, context(), meeting=meeting)

    def test_after_it_was_accepted(self) -> None:
        self.deliver(ORDERED, ACCEPTED).then(DELIVERED)
        self.deliver(ORDERED).refused("WRONG_LECTURE_STEP lectureOrderId")
        self.deliver(ORDERED, ACCEPTED, DELIVERED).refused("WRONG_LECTURE_STEP lectureOrderId")
        self.deliver().refused("NOT_FOUND lectureOrderId")
        assert self.deliver(ORDERED, ACCEPTED, day=12).events
        self.deliver(ORDERED, ACCEPTED, day=11).refused("INVALID_DATES on")
        self.deliver(ORDERED, ACCEPTED, day=21).refused("IN_THE_FUTURE on")

    @pytest.mark.parametrize("held_by", [BRANCH, GROUP], ids=["of the branch", "of its group"])
    def test_at_a_meeting_of_that_day(self, held_by: UUID) -> None:
        meeting = world.meeting(world.planned(organisation_id=held_by))
        at = fact(LectureDelivered, on=on(18), meeting_id=MEETING)
        self.deliver(ORDERED, ACCEPTED, meeting=meeting).then(at)
        self.deliver(ORDERED, ACCEPTED, day=17, meeting=meeting).refused("INVALID_DATES meetingId")

    def test_at_no_meeting_of_others_and_at_none_that_was_cancelled(self) -> None:
        cancelled = world.meeting(world.planned(), fact(MeetingCancelled))
        self.deliver(ORDERED, ACCEPTED, meeting=cancelled).refused("MEETING_CANCELLED meetingId")
        self.deliver(ORDERED, ACCEPTED, meeting=world.meeting()).refused("NOT_FOUND meetingId")
        elsewhere = given(
            LectureOrder,
            lecture_order_id(OTHER_BRANCH, ITEM),
            fact(LectureOrdered, organisation_id=OTHER_BRANCH, menu_item_id=ITEM, month=MARCH, on=on(10)),
            ACCEPTED,
        )
        command = RecordLectureDelivery(lecture_order_id=elsewhere.id, on=on(18), meeting_id=MEETING)
        meeting = world.meeting(world.planned())
        outcome = when(record_lecture_delivery, elsewhere, command, context(), meeting=meeting)
        outcome.refused("NOT_FOUND meetingId")


class TestRate:
    def rate(self, *facts: Fact, rating: int = 4) -> Outcome:
        command = RateLecture(lecture_order_id=ORDER, rating=rating)
        return when(rate_lecture, order(*facts), command, context())

    @pytest.mark.parametrize(("rating", "fits"), [(0, False), (1, True), (5, True), (6, False)])
    def test_from_one_to_five(self, rating: int, fits: bool) -> None:
        outcome = self.rate(ORDERED, ACCEPTED, DELIVERED, rating=rating)
        if fits:
            outcome.then(fact(LectureRated, rating=rating))
        else:
            outcome.refused("INVALID_VALUE rating")

    def test_once_after_it_was_given(self) -> None:
        self.rate(ORDERED, ACCEPTED).refused("WRONG_LECTURE_STEP lectureOrderId")
        self.rate(ORDERED, ACCEPTED, DELIVERED, RATED).refused("WRONG_LECTURE_STEP lectureOrderId")
        self.rate().refused("NOT_FOUND lectureOrderId")
        self.rate(ORDERED, ACCEPTED, DELIVERED, RATED, back(LectureStatus.RATED)).then(RATED)


class TestWithdraw:
    def withdraw(self, *facts: Fact, step: LectureStatus, reason: str | None = "MISTAKEN") -> Outcome:
        command = WithdrawLectureStep(lecture_order_id=ORDER, step=step, reason=reason)
        return when(withdraw_lecture_step, order(*facts), command, context())

    def test_the_latest_step_alone(self) -> None:
        steps = [ORDERED, ACCEPTED, DELIVERED, RATED]
        for taken in range(1, len(steps) + 1):
            for step in LectureStatus:
                outcome = self.withdraw(*steps[:taken], step=step)
                if step is list(LectureStatus)[taken - 1]:
                    outcome.then(back(step))
                else:
                    outcome.refused("WRONG_LECTURE_STEP step")

    def test_nothing_is_left_to_withdraw(self) -> None:
        gone = (ORDERED, back(LectureStatus.ORDERED))
        for step in (LectureStatus.ORDERED, LectureStatus.WITHDRAWN):
            self.withdraw(*gone, step=step).refused("WRONG_LECTURE_STEP step")
        self.withdraw(step=LectureStatus.ORDERED).refused("NOT_FOUND lectureOrderId")

    def test_with_a_reason(self) -> None:
        outcome = self.withdraw(ORDERED, step=LectureStatus.ORDERED, reason=None)
        outcome.refused("REASON_REQUIRED reason")

    def test_days_are_those_of_the_steps_that_stand(self) -> None:
        """Delivered on the 18th and taken back: it was accepted on the 12th, and may have been given on that day."""
        state = order(
            ORDERED, ACCEPTED, DELIVERED, RATED, back(LectureStatus.RATED), back(LectureStatus.DELIVERED)
        )
        assert (state.status, state.reached) == (LectureStatus.ACCEPTED, [on(10), on(12)])
