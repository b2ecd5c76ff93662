"""Members who are away, the contact with them, and those who cannot be reached."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.contacts.decide import end_floating, record_contact, record_lost_contact, register_floating
from domain.contacts.events import (
    ContactLost,
    ContactMade,
    FloatingEnded,
    FloatingRegistered,
    contact_id,
)
from domain.contacts.state import MemberContact
from domain.core.command import Command
from domain.membership.events import MemberLeft
from domain.membership.state import Member
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BRANCH, TODAY, context

TOMORROW = TODAY + timedelta(days=1)


def away(from_on: date = date(2026, 2, 1)) -> Fact:
    return fact(FloatingRegistered, member_id=ANN, from_on=from_on, division_code="440305")


def back(on: date = date(2026, 3, 1)) -> Fact:
    return fact(FloatingEnded, member_id=ANN, on=on)


def made(on: date = date(2026, 3, 5)) -> Fact:
    return fact(ContactMade, member_id=ANN, on=on, channel="PHONE")


def lost(since: date = date(2026, 3, 6)) -> Fact:
    return fact(ContactLost, member_id=ANN, since=since)


def decide(decision: Any, command: Command, *facts: Fact, member: Member | None = None) -> Outcome:
    contact = given(MemberContact, contact_id(ANN), *facts)
    return when(decision, contact, command, context(), member=member or world.member())


class TestFloating:
    def go(self, *facts: Fact, from_on: date = date(2026, 2, 1), code: str | None = "440305") -> Outcome:
        command = RegisterFloating(member_id=ANN, from_on=from_on, division_code=code)
        return decide(register_floating, command, *facts)

    def come(self, *facts: Fact, on: date = date(2026, 3, 1)) -> Outcome:
        return decide(end_floating, EndFloating(member_id=ANN, on=on), *facts)

    def test_away_and_back(self) -> None:
        self.go().then(away())
        self.come(away()).then(back())
        self.go(away(), back(), from_on=date(2026, 3, 1)).then(away(date(2026, 3, 1)))

    def test_away_once_at_a_time(self) -> None:
        self.go(away()).refused("ALREADY_RECORDED memberId")
        self.go(away(), back(), from_on=date(2026, 2, 28)).refused("INVALID_DATES fromOn")
        self.come().refused("NOTHING_RECORDED memberId")
        self.come(away(), back()).refused("NOTHING_RECORDED memberId")

    def test_days_that_cannot_be(self) -> None:
        assert self.go(from_on=TODAY + timedelta(days=90)).events
        self.go(from_on=TODAY + timedelta(days=91)).refused("INVALID_DATES fromOn")
        self.go(code="4403").refused("INVALID_VALUE divisionCode")
        self.come(away(), on=date(2026, 1, 31)).refused("INVALID_DATES on")
        self.come(away(), on=TOMORROW).refused("IN_THE_FUTURE on")


class TestContact:
    def speak(self, *facts: Fact, on: date = date(2026, 3, 5), channel: str = "PHONE") -> Outcome:
        command = RecordContact(member_id=ANN, on=on, channel=channel)
        return decide(record_contact, command, *facts)

    def lose(self, *facts: Fact, since: date = date(2026, 3, 6)) -> Outcome:
        return decide(record_lost_contact, RecordLostContact(member_id=ANN, since=since), *facts)

    def test_with_whoever_it_is(self) -> None:
        self.speak().then(made())
        self.speak(away()).then(made())

    def test_the_last_one_counts_in_whatever_order_they_are_entered(self) -> None:
        contact = given(MemberContact, contact_id(ANN), made(), made(date(2026, 3, 1)))
        assert contact.last_contact_on == date(2026, 3, 5)

    @pytest.mark.parametrize(
        ("on", "lost_since"), [(date(2026, 3, 5), date(2026, 3, 6)), (date(2026, 3, 6), None)]
    )
    def test_whoever_is_heard_of_later_is_found(self, on: date, lost_since: date | None) -> None:
        contact = given(MemberContact, contact_id(ANN), lost(), made(on))
        assert contact.lost_since == lost_since

    def test_lost_since_a_day_after_the_last_contact(self) -> None:
        self.lose(made()).then(lost())
        self.lose(made(date(2026, 3, 6))).refused("INVALID_DATES since")
        self.lose(lost(date(2026, 2, 1))).refused("ALREADY_RECORDED memberId")

    def test_refused(self) -> None:
        self.speak(on=TOMORROW).refused("IN_THE_FUTURE on")
        self.speak(channel="by phone").refused("INVALID_VALUE channel")
        self.lose(since=TOMORROW).refused("IN_THE_FUTURE since")


@pytest.mark.parametrize(
    ("decision", "command"),
    [
        (register_floating, RegisterFloating(member_id=ANN, from_on=TODAY)),
        (end_floating, EndFloating(member_id=ANN, on=TODAY)),
        (record_contact, RecordContact(member_id=ANN, on=TODAY, channel="PHONE")),
        (record_lost_contact, RecordLostContact(member_id=ANN, since=TODAY)),
    ],
)
def test_of_members_who_are_known_and_have_not_left(decision: Any, command: Command) -> None:
    decide(decision, command, member=Member.empty(ANN)).refused("NOT_FOUND memberId")
    left = world.member(ANN, fact(MemberLeft, branch_id=BRANCH, on=date(2026, 3, 1), to_county="430224"))
    decide(decision, command, member=left).refused("LEFT_COUNTY memberId")
