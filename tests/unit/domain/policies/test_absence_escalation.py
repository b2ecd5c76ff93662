"""What follows from absences: both sides of each threshold, both readings of each open point."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.membership.events import MemberKind
from domain.obligations.grounds import LONGEST_KEY, Consequence
from domain.policies.escalation import Act, Attended, Count, Mark
from domain.policies.kinds.absence_escalation import AbsenceEscalation, AbsenceEscalationKind
from tests.unit.domain.policies.given import named

CRITICISM, TALK = Consequence.CRITICISM, Consequence.ADMONITION_TALK
HALF_YEAR = AbsenceEscalation(
    meetings=(MeetingKind.THEME_PARTY_DAY,),
    at_least=3,
    counted_in="calendar_half_year",
    carry="anew",
    due_from="fact",
    due_days=10,
    for_full=(CRITICISM,),
    for_probationary=(CRITICISM,),
)
ROLLING = msgspec.structs.replace(HALF_YEAR, counted_in="rolling", rolling_months=6)
ROW = msgspec.structs.replace(HALF_YEAR, counted_in="row", excused_in_row="breaks")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def mark(text: str, attended: Attended = Attended.UNEXCUSED, **fields: Any) -> Mark:
    fact = named(f"absence {text}")
    usual = {"recorded_on": day(text), "member_kind": MemberKind.FULL, **fields}
    return Mark(day(text), named(f"meeting {text}"), attended, fact, **usual)


def present(text: str) -> Mark:
    return mark(text, Attended.PRESENT)


def excused(text: str) -> Mark:
    return mark(text, Attended.EXCUSED)


def facts(*texts: str) -> tuple[Any, ...]:
    return tuple(named(f"absence {text}") for text in texts)


def act(consequence: Consequence, on: str, *dealt_with: str, key: str = "2026-H1#1") -> Act:
    until = max(map(day, dealt_with), default=date.min)
    return Act(consequence, key, day(on), frozenset(facts(*dealt_with)), facts_until=until)


def count(rule: AbsenceEscalation, marks: Iterable[Mark], *acts: Act) -> Count | None:
    return AbsenceEscalationKind().count(rule, sorted(marks), acts)


def said(rule: AbsenceEscalation, marks: Iterable[Mark], *acts: Act) -> tuple[int, list[str]]:
    """How many count, and the keys of what is due."""
    stands = count(rule, marks, *acts)
    return (0, []) if stands is None else (stands.counted, [due.key for due in stands.dues])


def absences(*texts: str) -> list[Mark]:
    return [mark(text) for text in texts]


def test_who_was_never_absent_without_cause_is_not_counted() -> None:
    assert count(HALF_YEAR, [present("01-05"), excused("02-05")]) is None


def test_two_of_three_are_one_short_and_three_are_due() -> None:
    two = count(HALF_YEAR, absences("01-05", "02-05"))
    assert two is not None
    assert (two.counted, two.required, two.is_one_short, two.dues) == (2, 3, True, ())
    assert two.until == day("06-30")
    one = count(HALF_YEAR, absences("01-05"))
    assert one is not None
    assert not one.is_one_short
    three = count(HALF_YEAR, absences("01-05", "02-05", "06-30"))
    assert three is not None
    [due] = three.dues
    assert (due.consequence, due.key, due.facts) == (CRITICISM, "2026-H1#1", facts("01-05", "02-05", "06-30"))
    assert due.due_on == date(2026, 7, 10)
    assert not three.is_one_short


def test_a_calendar_half_year_begins_at_nought_and_a_rolling_one_does_not() -> None:
    around = absences("05-20", "06-20", "07-20")
    assert said(HALF_YEAR, around) == (1, [])
    counted, keys = said(ROLLING, around)
    assert (counted, len(keys)) == (3, 1)


@pytest.mark.parametrize(("third", "counted"), [("07-19", 3), ("07-20", 2)])
def test_the_day_six_months_before_is_no_longer_within_six_months(third: str, counted: int) -> None:
    marks = absences("01-20", "02-20", third)
    stands = count(ROLLING, marks)
    assert stands is not None
    assert stands.counted == counted


@pytest.mark.parametrize("first", ["01-20", "01-31", "08-31", "08-30", "08-29", "02-28", "11-30"])
def test_one_more_joins_until_the_day_that_is_told_and_not_a_day_longer(first: str) -> None:
    begun = mark(first)
    one = count(ROLLING, [begun])
    assert one is not None
    assert one.until is not None
    for later, number in ((one.until, 2), (one.until + timedelta(days=1), 1)):
        second = begun._replace(on=later, fact=named("second"))
        stands = count(ROLLING, [begun, second])
        assert stands is not None
        assert stands.counted == number


def test_a_row_is_broken_by_presence() -> None:
    assert said(ROW, absences("01-05", "02-05", "03-05"))[0] == 3
    assert said(ROW, [*absences("01-05", "02-05", "03-05"), present("02-20")]) == (1, [])
    stands = count(ROW, absences("01-05", "02-05"))
    assert stands is not None
    assert (stands.until, stands.is_one_short) == (None, True)


@pytest.mark.parametrize(("reading", "due"), [("breaks", 0), ("skipped", 1)])
def test_an_excused_absence_breaks_a_row_or_is_passed_over(reading: str, due: int) -> None:
    rule = msgspec.structs.replace(ROW, excused_in_row=reading)
    assert len(said(rule, [*absences("01-05", "02-05", "03-05"), excused("02-20")])[1]) == due


def test_leave_granted_later_breaks_the_row() -> None:
    three = absences("01-05", "02-05", "03-05")
    assert len(said(ROW, three)[1]) == 1
    three[1] = three[1]._replace(attended=Attended.EXCUSED)
    assert said(ROW, three) == (1, [])


def test_a_row_that_loses_its_first_is_told_by_its_second() -> None:
    four = absences("01-05", "02-05", "03-05", "04-05")
    assert said(ROW, four)[1] == [f"from {facts('01-05')[0]}"]
    four[0] = four[0]._replace(attended=Attended.EXCUSED)
    assert said(ROW, four)[1] == [f"from {facts('02-05')[0]}"]
    assert all(len(key) <= LONGEST_KEY for key in said(ROW, four)[1])


def test_what_was_counted_once_is_not_counted_again() -> None:
    seven = absences("01-05", "01-15", "02-05", "02-15", "03-05", "03-15", "04-05")
    assert said(HALF_YEAR, seven)[1] == ["2026-H1#1", "2026-H1#2"]


def test_an_act_spends_what_it_dealt_with_so_a_fourth_found_late_demands_no_second() -> None:
    three, dealt = absences("01-05", "02-05", "03-05"), act(CRITICISM, "03-20", "01-05", "02-05", "03-05")
    for rule in (HALF_YEAR, ROLLING, ROW):
        assert said(rule, three, dealt) == (0, [])
        assert said(rule, [mark("01-02"), *three], dealt) == (1, [])
    again = [*three, *absences("04-05", "04-15", "04-25")]
    assert said(HALF_YEAR, again, dealt)[1] == ["2026-H1#2"]


def test_whichever_of_two_is_acted_upon_first_the_other_keeps_its_key() -> None:
    six = absences("01-05", "01-15", "02-05", "02-15", "03-05", "03-15")
    assert said(HALF_YEAR, six)[1] == ["2026-H1#1", "2026-H1#2"]
    first = act(CRITICISM, "04-01", "01-05", "01-15", "02-05", key="2026-H1#1")
    second = act(CRITICISM, "04-01", "02-15", "03-05", "03-15", key="2026-H1#2")
    assert said(HALF_YEAR, six, first)[1] == ["2026-H1#2"]
    assert said(HALF_YEAR, six, second)[1] == ["2026-H1#1"]
    assert said(HALF_YEAR, [*six, *absences("04-05", "04-15", "04-25")], second)[1] == [
        "2026-H1#1",
        "2026-H1#3",
    ]


def test_nothing_is_due_under_the_key_of_an_act_whose_absences_were_excused_since() -> None:
    dealt = act(CRITICISM, "03-20", "01-05", "02-05", "03-05")
    since = [*map(excused, ("01-05", "02-05", "03-05")), *absences("04-05", "04-15", "04-25")]
    assert said(HALF_YEAR, since, dealt)[1] == ["2026-H1#2"]


def test_a_row_of_which_an_act_dealt_with_all_but_the_first_has_another_key_next() -> None:
    first = facts("01-05")[0]
    dealt = act(CRITICISM, "03-20", "02-05", "03-05", key=f"from {first}")
    [key] = said(ROLLING, absences("01-05", "02-05", "03-05", "04-05", "05-05"), dealt)[1]
    assert key == f"from {first}#2"
    assert len(key) <= LONGEST_KEY


def test_an_act_of_another_consequence_spends_nothing() -> None:
    both = msgspec.structs.replace(HALF_YEAR, for_full=(CRITICISM, TALK))
    stands = count(both, absences("01-05", "02-05", "03-05"), act(TALK, "03-20", "01-05", "02-05", "03-05"))
    assert stands is not None
    assert [due.consequence for due in stands.dues] == [CRITICISM]


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (MemberKind.FULL, [Consequence.MERIT_BAR_REVIEW]),
        (MemberKind.PROBATIONARY, [Consequence.PROBATION_REVIEW]),
        (MemberKind.LEAGUE_MEMBER, []),
    ],
)
def test_what_is_due_goes_by_what_the_person_was_at_the_last_absence(
    kind: MemberKind, due: list[Consequence]
) -> None:
    rule = msgspec.structs.replace(
        HALF_YEAR,
        for_full=(Consequence.MERIT_BAR_REVIEW,),
        for_probationary=(Consequence.PROBATION_REVIEW,),
    )
    marks = [*absences("01-05", "02-05"), mark("03-05", member_kind=kind)]
    stands = count(rule, marks)
    assert ([] if stands is None else [each.consequence for each in stands.dues]) == due


def test_a_second_stage_counts_only_what_came_after_the_act_of_the_first() -> None:
    rule = msgspec.structs.replace(
        HALF_YEAR, at_least=1, counted_in="ever", after=(CRITICISM,), for_full=(TALK,)
    )
    three, dealt = absences("01-05", "02-05", "03-05"), act(CRITICISM, "03-20", "01-05")
    assert count(rule, three) is None
    assert count(rule, three, dealt) is None
    assert count(rule, [*three, mark("03-20")], dealt) is None
    assert said(rule, [*three, mark("03-21")], dealt)[1] == [f"from {facts('03-21')[0]}"]


@pytest.mark.parametrize("on", ["01-01", "03-04", "03-05"])
def test_what_an_act_dealt_with_begins_no_second_stage_whatever_day_it_is_said_to_be_of(on: str) -> None:
    rule = msgspec.structs.replace(
        HALF_YEAR, at_least=1, counted_in="ever", after=(CRITICISM,), for_full=(TALK,)
    )
    three = absences("01-05", "02-05", "03-05")
    dealt = act(CRITICISM, on, "01-05", "02-05", "03-05")
    assert count(rule, three, dealt) is None
    assert said(rule, [*three, mark("03-06")], dealt) == (1, [f"from {facts('03-06')[0]}"])


def test_the_day_is_counted_from_the_absence_or_from_when_it_was_recorded() -> None:
    late = [*absences("01-05", "02-05"), mark("03-05", recorded_on=day("04-01"))]
    for since, due_on in (("fact", day("03-15")), ("recording", day("04-11"))):
        stands = count(msgspec.structs.replace(HALF_YEAR, due_from=since), late)
        assert stands is not None
        assert [due.due_on for due in stands.dues] == [due_on]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"meetings": ()}, "meetings: names one or more"),
        ({"at_least": 0}, "at_least: is one or more"),
        ({"rolling_months": 6}, "rolling_months: goes with"),
        ({"counted_in": "rolling"}, "rolling_months: goes with"),
        ({"counted_in": "rolling", "rolling_months": 0}, "rolling_months: is 1 to 24"),
        ({"counted_in": "rolling", "rolling_months": 25}, "rolling_months: is 1 to 24"),
        ({"counted_in": "row"}, "excused_in_row: goes with"),
        ({"excused_in_row": "breaks"}, "excused_in_row: goes with"),
        ({"due_days": -1}, "due_days: is 0 to 366"),
        ({"due_days": 367}, "due_days: is 0 to 366"),
        ({"for_full": (), "for_probationary": ()}, "one of the two names what is due"),
    ],
)
def test_parameters_that_make_no_rule_are_refused(fault: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        msgspec.structs.replace(HALF_YEAR, **fault)


@pytest.mark.parametrize(
    ("otherwise", "weaker"),
    [
        ({"at_least": 4}, True),
        ({"at_least": 2}, False),
        ({"due_days": 20}, True),
        ({"for_full": ()}, True),
        ({"at_least": 2, "due_days": 20}, None),
        ({"carry": "along"}, None),
    ],
)
def test_whoever_lets_more_pass_asks_for_less(otherwise: dict[str, Any], weaker: bool | None) -> None:
    assert (
        AbsenceEscalationKind().weaker(msgspec.structs.replace(HALF_YEAR, **otherwise), HALF_YEAR) is weaker
    )
