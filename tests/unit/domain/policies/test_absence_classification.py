"""Which absences are excused: by ground, by leave asked for in time, by what was done afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.leave.events import LeaveKind
from domain.meetings.events import AbsenceReason
from domain.policies.absences import Absence, AbsenceClass, without_a_rule
from domain.policies.kinds.absence_classification import AbsenceClassification, AbsenceClassificationKind

DAY = date(2026, 3, 20)
RULE = AbsenceClassification(
    reasons=(AbsenceReason.ILLNESS, AbsenceReason.SECONDED),
    leave=(LeaveKind.ILLNESS, LeaveKind.PERSONAL),
    asked_afterwards="does_not_excuse",
    made_up="does_not_excuse",
    conveyed="does_not_excuse",
)


def classed(absence: Absence, **otherwise: Any) -> AbsenceClass:
    return AbsenceClassificationKind().classify(msgspec.structs.replace(RULE, **otherwise), absence)


@pytest.mark.parametrize(
    ("reason", "by_rule", "without"),
    [
        (AbsenceReason.ILLNESS, "ILL", "ILL"),
        (AbsenceReason.SECONDED, "SECONDED", "SECONDED"),
        (AbsenceReason.OFFICIAL_DUTY, "UNEXCUSED", "ON_DUTY"),
        (AbsenceReason.FAMILY, "UNEXCUSED", "EXCUSED"),
        (AbsenceReason.OUT_OF_REACH, "UNEXCUSED", "OUT_OF_REACH"),
        (AbsenceReason.NONE_GIVEN, "UNEXCUSED", "UNEXCUSED"),
    ],
)
def test_a_reason_excuses_where_the_rule_names_it(reason: AbsenceReason, by_rule: str, without: str) -> None:
    absence = Absence(DAY, reason=reason)
    assert (classed(absence), without_a_rule(absence)) == (by_rule, without)


@pytest.mark.parametrize(
    ("leave", "by_rule", "without"),
    [
        (LeaveKind.ILLNESS, "ILL", "ILL"),
        (LeaveKind.PERSONAL, "EXCUSED", "EXCUSED"),
        (LeaveKind.OFFICIAL_DUTY, "UNEXCUSED", "ON_DUTY"),
        (LeaveKind.WORKING_ELSEWHERE, "UNEXCUSED", "EXCUSED"),
    ],
)
def test_leave_excuses_where_the_rule_names_its_kind(leave: LeaveKind, by_rule: str, without: str) -> None:
    absence = Absence(DAY, leave=leave, asked_on=DAY)
    assert (classed(absence), without_a_rule(absence)) == (by_rule, without)


@pytest.mark.parametrize(
    ("asked_on", "excused"), [(DAY, True), (date(2026, 3, 21), False), (date(2026, 3, 1), True)]
)
def test_leave_asked_for_on_the_day_is_in_time_and_a_day_later_is_not(asked_on: date, excused: bool) -> None:
    absence = Absence(DAY, leave=LeaveKind.PERSONAL, asked_on=asked_on)
    assert (classed(absence) is AbsenceClass.EXCUSED) is excused
    assert classed(absence, asked_afterwards="excuses") is AbsenceClass.EXCUSED


def test_making_up_and_conveyance_count_where_the_rule_says_so_and_only_for_what_nothing_else_excuses() -> (
    None
):
    bare = Absence(DAY, reason=AbsenceReason.NONE_GIVEN)
    made_up, conveyed = bare._replace(made_up_on=DAY), bare._replace(conveyed_on=DAY)
    assert classed(made_up) is classed(conveyed) is AbsenceClass.UNEXCUSED
    assert classed(made_up, made_up="excuses") is AbsenceClass.MADE_UP
    assert classed(conveyed, conveyed="excuses") is AbsenceClass.CONVEYED
    both = made_up._replace(conveyed_on=DAY)
    assert classed(both, made_up="excuses", conveyed="excuses") is AbsenceClass.MADE_UP
    ill = conveyed._replace(reason=AbsenceReason.ILLNESS)
    assert classed(ill, made_up="excuses", conveyed="excuses") is AbsenceClass.ILL


def test_no_reason_is_no_reason() -> None:
    with pytest.raises(ValueError, match="reasons: NONE_GIVEN is no reason"):
        msgspec.structs.replace(RULE, reasons=(AbsenceReason.NONE_GIVEN,))


@pytest.mark.parametrize(
    ("otherwise", "weaker"),
    [
        ({"reasons": (*RULE.reasons, AbsenceReason.FAMILY)}, True),
        ({"reasons": ()}, False),
        ({"leave": (LeaveKind.ILLNESS,)}, False),
        ({"made_up": "excuses"}, True),
        ({"reasons": (AbsenceReason.FAMILY,)}, None),
    ],
)
def test_whoever_excuses_more_asks_for_less(otherwise: dict[str, Any], weaker: bool | None) -> None:
    assert AbsenceClassificationKind().weaker(msgspec.structs.replace(RULE, **otherwise), RULE) is weaker
