"""Policies: pure functions with parameters, and the book that says which version is in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.policies import BuiltInBook, LateEntry, Modality, PolicyBook
from domain.policies.book import in_force
from domain.policies.late_entry import late_entry_days
from domain.policies.retroactive_leave import RequestTiming, time_request

HELD_ON = date(2026, 3, 18)
BOOK: PolicyBook = BuiltInBook()


@pytest.mark.parametrize(("days_later", "late"), [(-1, 0), (0, 0), (7, 0), (8, 1), (100, 93)])
def test_late_entry(days_later: int, late: int) -> None:
    policy = BOOK.late_entry(HELD_ON)
    assert late_entry_days(policy, HELD_ON, HELD_ON + timedelta(days=days_later)) == late


@pytest.mark.parametrize(
    ("days_later", "reason_given", "must", "should"),
    [
        (-5, False, RequestTiming(0, False, False), RequestTiming(0, False, False)),
        (30, False, RequestTiming(30, False, False), RequestTiming(30, False, False)),
        (31, False, RequestTiming(31, True, True), RequestTiming(31, True, True)),
        (31, True, RequestTiming(31, True, True), RequestTiming(31, True, False)),
    ],
)
def test_retroactive_leave(
    days_later: int, reason_given: bool, must: RequestTiming, should: RequestTiming
) -> None:
    strict = BOOK.retroactive_leave(HELD_ON)
    lenient = replace(strict, modality=Modality.SHOULD)
    asked_on = HELD_ON + timedelta(days=days_later)
    assert time_request(strict, HELD_ON, asked_on, reason_given=reason_given) == must
    assert time_request(lenient, HELD_ON, asked_on, reason_given=reason_given) == should


def test_the_version_of_the_day_of_the_fact_is_in_force() -> None:
    first = LateEntry(version="late-entry/1", source="county", modality=Modality.SHOULD, grace_days=7)
    second = replace(first, version="late-entry/2", grace_days=3)
    versions = [(date.min, first), (date(2026, 7, 1), second)]
    assert in_force(versions, date(2026, 6, 30)) is first
    assert in_force(versions, date(2026, 7, 1)) is second
    assert in_force(versions, date.max) is second


@pytest.mark.parametrize("on", [date.min, HELD_ON, date.max])
def test_the_built_in_book_covers_every_day(on: date) -> None:
    assert BOOK.late_entry(on).version == "late-entry/1"
    assert BOOK.retroactive_leave(on).version == "retroactive-leave/1"
