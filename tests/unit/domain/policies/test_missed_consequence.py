"""What follows from missing duties: both sides of each threshold, each reading of each open point."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from domain.obligations.grounds import LONGEST_KEY, Consequence
from domain.policies.escalation import Act
from domain.policies.kinds.missed_consequence import MissedConsequence, MissedConsequenceKind
from domain.policies.missing import Found, MissedCount
from domain.policies.periods import months_after
from domain.policies.verdicts import Status
from tests.unit.domain.policies.given import named

TALK, CIRCULAR = Consequence.TALK, Consequence.CIRCULAR
TODAY = date(2026, 12, 1)
YEAR = MissedConsequence(
    series=("county/theme-day",),
    off_window="does_not_count",
    at_least=2,
    counted_in="calendar_year",
    consequences=(TALK,),
    owed_by="above",
    due_from="order",
    due_days=30,
)
HALF = msgspec.structs.replace(YEAR, counted_in="calendar_half_year")
EVER = msgspec.structs.replace(YEAR, counted_in="ever")
ROLLING = msgspec.structs.replace(YEAR, counted_in="rolling", rolling_months=12)


def found(text: str, status: Status | None = Status.MISSED) -> Found:
    return Found(date.fromisoformat(text), named(f"slot {text}"), named(f"told {text}"), status)


def missed(*texts: str) -> list[Found]:
    return [found(text) for text in texts]


def facts(*texts: str) -> tuple[Any, ...]:
    return tuple(named(f"told {text}") for text in texts)


def act(
    consequence: Consequence, on: str, *dealt_with: str, waived: bool = False, key: str = "2026#1"
) -> Act:
    days = [date.fromisoformat(text) for text in dealt_with if text[0].isdigit()]
    return Act(
        consequence,
        key,
        date.fromisoformat(on),
        frozenset(facts(*dealt_with)),
        waived=waived,
        facts_until=max(days, default=date.min),
    )


def count(rule: MissedConsequence, marks: Iterable[Found], *acts: Act) -> MissedCount | None:
    marks = sorted(marks)
    return MissedConsequenceKind().count(rule, marks, acts, {one.fact for one in marks}, TODAY)


def said(rule: MissedConsequence, marks: Iterable[Found], *acts: Act) -> tuple[int, list[str]]:
    """How many count, and the keys of what is due."""
    stands = count(rule, marks, *acts)
    return (0, []) if stands is None else (stands.counted, [due.key for due in stands.dues])


def test_one_is_one_short_and_two_are_due() -> None:
    one = count(YEAR, missed("2026-01-31"))
    assert one is not None
    assert (one.counted, one.required, one.is_one_short, one.dues) == (1, 2, True, ())
    assert one.until == date(2026, 12, 31)
    two = count(YEAR, missed("2026-01-31", "2026-02-28"))
    assert two is not None
    [due] = two.dues
    assert (due.consequence, due.key, due.facts) == (TALK, "2026#1", facts("2026-01-31", "2026-02-28"))
    assert not two.is_one_short


def test_whoever_missed_nothing_is_not_counted() -> None:
    stood = (Status.PASSED, Status.EXCUSED, Status.NOT_REQUIRED, Status.UNKNOWN, Status.PENDING, None)
    months = (found(f"2026-{month:02}-28", status) for month, status in enumerate(stood, 1))
    assert count(YEAR, months) is None


@pytest.mark.parametrize(("reading", "counted"), [("counts", 2), ("does_not_count", 1)])
def test_off_the_window_counts_as_the_rule_reads_it(reading: str, counted: int) -> None:
    rule = msgspec.structs.replace(YEAR, off_window=reading)
    assert said(rule, [found("2026-01-31"), found("2026-02-28", Status.OFF_WINDOW)])[0] == counted


@pytest.mark.parametrize(
    ("rule", "first", "second", "counted"),
    [
        (YEAR, "2026-01-31", "2026-12-31", 2),
        (YEAR, "2026-12-31", "2027-01-31", 1),
        (HALF, "2026-01-31", "2026-06-30", 2),
        (HALF, "2026-06-30", "2026-07-31", 1),
        (ROLLING, "2026-01-31", "2026-12-31", 2),
        (ROLLING, "2026-12-31", "2027-01-31", 2),
        (ROLLING, "2026-01-31", "2027-01-31", 1),
        (EVER, "2020-01-31", "2026-12-31", 2),
    ],
)
def test_what_lies_too_far_apart_is_not_counted_together(
    rule: MissedConsequence, first: str, second: str, counted: int
) -> None:
    assert said(rule, missed(first, second))[0] == counted


@pytest.mark.parametrize("month", range(1, 13))
def test_of_months_on_end_so_many_count_however_long_they_are(month: int) -> None:
    """A month counts on its last day: of four on end the first is out, also where it has a day more than the last."""
    three = msgspec.structs.replace(YEAR, counted_in="rolling", rolling_months=3, at_least=9)
    ends = [months_after(date(2024, month, 1), after) - timedelta(days=1) for after in (0, 1, 2, 3)]
    stands = count(three, missed(*(end.isoformat() for end in ends)))
    assert stands is not None
    assert [one.on for one in stands.found] == ends[1:]
    assert stands.until is not None
    assert ends[3] <= stands.until < months_after(date(2024, month, 1), 4) - timedelta(days=1)


def test_each_day_until_which_one_more_counts_is_the_last() -> None:
    stands = count(ROLLING, missed("2026-01-31"))
    assert stands is not None
    assert stands.until == date(2027, 1, 30)
    for later, counted in ((stands.until, 2), (stands.until + timedelta(days=1), 1)):
        assert said(ROLLING, missed("2026-01-31", later.isoformat()))[0] == counted
    ever = count(EVER, missed("2026-01-31"))
    assert ever is not None
    assert ever.until is None


def test_enough_is_enough_and_the_next_begins_anew() -> None:
    months = missed("2026-01-31", "2026-02-28", "2026-03-31")
    assert said(YEAR, months) == (2, ["2026#1"])
    assert said(YEAR, [*months, found("2026-04-30")]) == (2, ["2026#1", "2026#2"])


def test_a_fact_that_was_dealt_with_counts_no_more_and_the_numbers_go_on() -> None:
    months = missed("2026-01-31", "2026-02-28", "2026-03-31")
    talked = act(TALK, "2026-03-10", "2026-01-31", "2026-02-28")
    assert said(YEAR, months, talked) == (1, [])
    assert said(YEAR, [*months, found("2026-04-30")], talked) == (2, ["2026#2"])
    assert said(YEAR, missed("2026-03-31", "2026-04-30"), talked) == (
        2,
        ["2026#2"],
    )  # the others passed since


def test_an_act_of_one_consequence_leaves_the_other_due() -> None:
    rule = msgspec.structs.replace(YEAR, consequences=(TALK, CIRCULAR))
    stands = count(
        rule, missed("2026-01-31", "2026-02-28"), act(TALK, "2026-03-10", "2026-01-31", "2026-02-28")
    )
    assert stands is not None
    assert [due.consequence for due in stands.dues] == [CIRCULAR]


def test_where_no_calendar_counts_the_key_is_the_first_of_them() -> None:
    _, [key] = said(ROLLING, missed("2026-01-31", "2026-02-28"))
    assert key == f"from {facts('2026-01-31')[0]}"
    assert len(key) <= LONGEST_KEY


@pytest.mark.parametrize(("waived", "counted"), [(False, 1), (True, 0)])
def test_a_second_stage_counts_what_ended_after_the_first_act(waived: bool, counted: int) -> None:
    stage = msgspec.structs.replace(YEAR, consequences=(CIRCULAR,), after=(TALK,))
    months = missed("2026-01-31", "2026-02-28", "2026-03-31")
    assert said(stage, months) == (0, [])
    done = act(TALK, "2026-02-28", "2026-01-31", waived=waived)  # February ended on the day of the talk
    assert said(stage, months, done)[0] == counted


@pytest.mark.parametrize("on", ["2026-04-10", "2026-03-31", "2026-03-30", "1950-01-01"])
def test_what_an_act_dealt_with_begins_no_second_stage_whatever_day_it_is_said_to_be_of(on: str) -> None:
    stage = msgspec.structs.replace(YEAR, consequences=(CIRCULAR,), after=(TALK,))
    months = missed("2026-02-28", "2026-03-31")
    talked = act(TALK, on, "2026-02-28", "2026-03-31")
    assert count(stage, months, talked) is None
    assert said(stage, [*months, *missed("2026-04-30", "2026-05-31")], talked) == (2, ["2026#1"])


def test_before_its_own_day_nothing_came_after_an_act_however_old_its_facts_are() -> None:
    stage = msgspec.structs.replace(YEAR, consequences=(CIRCULAR,), after=(TALK,))
    months = missed("2026-02-28", "2026-03-31", "2026-04-30")
    assert said(stage, months, act(TALK, "2026-03-31", "2026-02-28"))[0] == 1
    assert said(stage, months, act(TALK, "2026-03-30", "2026-02-28"))[0] == 2


@pytest.mark.parametrize(
    ("dealt_with", "counted"),
    [
        (["2026-01-31"], 1),
        (["a lecture", "2026-01-31"], 1),  # of two grounds, one is enough
        (["2026-01-15"], 1),  # what was announced of its series, and counts no longer
        (["a lecture"], 0),
        ([], 0),
    ],
)
def test_only_an_act_about_the_same_duty_begins_a_second_stage(dealt_with: list[str], counted: int) -> None:
    stage = msgspec.structs.replace(YEAR, consequences=(CIRCULAR,), after=(TALK,))
    months = missed("2026-01-31", "2026-03-31")
    told = {*facts("2026-01-15", "2026-01-31", "2026-03-31")}
    talk = act(TALK, "2026-02-28", *dealt_with)
    stands = MissedConsequenceKind().count(stage, months, [talk], told, TODAY)
    assert (0 if stands is None else stands.counted) == counted


def test_the_first_act_about_the_same_duty_counts_not_the_first_of_all() -> None:
    stage = msgspec.structs.replace(YEAR, consequences=(CIRCULAR,), after=(TALK,))
    about_lectures, about_this = act(TALK, "2026-01-01", "a lecture"), act(TALK, "2026-02-28", "2026-01-31")
    assert said(stage, missed("2026-01-31", "2026-03-31"), about_lectures, about_this)[0] == 1


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 3, 15), date(2026, 4, 15)),
    ],
)
def test_a_month_from_the_order_ends_with_the_month_that_has_no_such_day(today: date, due: date) -> None:
    month = msgspec.structs.replace(EVER, at_least=1, due_days=None, due_months=1)
    stands = MissedConsequenceKind().count(month, missed("2025-12-31"), (), facts("2025-12-31"), today)
    assert stands is not None
    assert [one.due_on for one in stands.dues] == [due]


@pytest.mark.parametrize(
    ("due_from", "due"), [("order", TODAY + timedelta(days=30)), ("fact", date(2026, 3, 30))]
)
def test_the_day_is_counted_from_the_order_or_from_the_fact(due_from: str, due: date) -> None:
    rule = msgspec.structs.replace(YEAR, due_from=due_from)
    stands = count(rule, missed("2026-01-31", "2026-02-28"))
    assert stands is not None
    assert [one.due_on for one in stands.dues] == [due]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"series": ()}, "series: names one or more"),
        ({"consequences": ()}, "consequences: names what is due"),
        ({"at_least": 0}, "at_least: is one or more"),
        ({"counted_in": "rolling"}, "rolling_months: goes with"),
        ({"rolling_months": 6}, "rolling_months: goes with"),
        ({"counted_in": "rolling", "rolling_months": 25}, "rolling_months: is 1 to 24"),
        ({"due_days": None}, "one of the two is given"),
        ({"due_months": 1}, "one of the two is given"),
        ({"due_days": -1}, "due_days: is 0 to 366"),
        ({"due_days": 367}, "due_days: is 0 to 366"),
        ({"due_days": None, "due_months": 0}, "due_months: is 1 to 12"),
        ({"due_days": None, "due_months": 13}, "due_months: is 1 to 12"),
    ],
)
def test_parameters_that_make_no_rule_are_refused(fault: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        msgspec.structs.replace(YEAR, **fault)


def test_a_series_that_none_can_be_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="series"):
        msgspec.convert({**msgspec.to_builtins(YEAR), "series": ["Theme Day"]}, MissedConsequence)


@pytest.mark.parametrize(
    ("otherwise", "weaker"),
    [
        ({"at_least": 3}, True),
        ({"at_least": 1}, False),
        ({"off_window": "counts"}, False),
        ({"due_days": 60}, True),
        ({"due_days": None, "due_months": 1}, None),
        ({"consequences": (TALK, CIRCULAR)}, False),
        ({"consequences": (CIRCULAR,)}, None),
        ({"at_least": 1, "due_days": 60}, None),
        ({"counted_in": "ever"}, None),
        ({"owed_by": "itself"}, None),
    ],
)
def test_whoever_lets_more_pass_asks_for_less(otherwise: dict[str, Any], weaker: bool | None) -> None:
    assert MissedConsequenceKind().weaker(msgspec.structs.replace(YEAR, **otherwise), YEAR) is weaker
