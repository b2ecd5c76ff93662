"""What a period lacked, made up for after it: both sides of each day and number, and no meeting counts twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_period
from domain.policies.kinds.combination import Combination
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind, SmallBranch
from domain.policies.layers import layers
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status, Verdict
from tests.unit.domain.policies.drawing import BRANCH, COUNTY, adopted
from tests.unit.domain.policies.given import judge, meeting, named, subject

LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING
JANUARY, FEBRUARY = Period.of(date(2028, 1, 1), Unit.MONTH), Period.of(date(2028, 2, 1), Unit.MONTH)
LATER = date(2028, 4, 1)


def lectures(**given: Any) -> MeetingFrequency:
    return MeetingFrequency(
        **{
            "meeting": LECTURE,
            "per": Unit.MONTH,
            "at_least": 1,
            "partial_period": "not_required",
            "make_up_days": 15,
            **given,
        }
    )


def lecture(month: int, day: int, **fields: Any) -> Any:
    return meeting(date(2028, month, day), LECTURE, **fields)


def january(
    *held: Any, after: Any = (), today: date = LATER, rule: MeetingFrequency | None = None, **fields: Any
) -> Verdict:
    return judge(rule or lectures(), subject(JANUARY, *held, after=tuple(after), today=today, **fields))


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ((), Status.MISSED),
        ((1,), Status.MISSED),  # it is February's own
        ((1, 2), Status.OFF_WINDOW),
        ((1, 15), Status.OFF_WINDOW),
        ((1, 16), Status.MISSED),
        ((15, 16), Status.MISSED),
        ((14, 15, 16), Status.OFF_WINDOW),
    ],
)
def test_one_beyond_what_its_own_month_asks_for_within_the_days(
    days: tuple[int, ...], status: Status
) -> None:
    verdict = january(after=[lecture(2, day) for day in days])
    assert (verdict.status, verdict.required, verdict.held, verdict.verified) == (status, 1, 0, 0)
    made_up = [lecture(2, days[1])] if status is Status.OFF_WINDOW else []
    assert verdict.events == tuple(each.id for each in made_up)
    assert verdict.remarks == tuple(
        Remark(meeting_id=each.id, code="MADE_UP", effect=Effect.OFF_WINDOW) for each in made_up
    )


@pytest.mark.parametrize(
    ("held", "after", "status"),
    [
        (2, 2, Status.MISSED),
        (2, 3, Status.MISSED),
        (2, 4, Status.OFF_WINDOW),
        (2, 5, Status.OFF_WINDOW),
        (1, 4, Status.MISSED),
        (1, 5, Status.OFF_WINDOW),
        (3, 0, Status.PASSED),
        (3, 4, Status.PASSED),
    ],
)
def test_as_many_as_it_lacked(held: int, after: int, status: Status) -> None:
    verdict = january(
        *[lecture(1, day + 1) for day in range(held)],
        after=[lecture(2, day + 1) for day in range(after)],
        rule=lectures(at_least=3),
    )
    assert (verdict.status, verdict.held) == (status, held)
    used = min(max(after - 3, 0), 3 - held)
    assert [remark.code for remark in verdict.remarks] == ["MADE_UP"] * used
    assert len(verdict.events) == held + used


def test_what_made_up_for_january_makes_up_for_nothing_else() -> None:
    """In February it is one more than asked for; and February's own meetings are never January's."""
    held = [lecture(2, 3), lecture(2, 9)]
    assert january(after=held).status is Status.OFF_WINDOW
    february = judge(lectures(), subject(FEBRUARY, *held, today=LATER))
    assert (february.status, february.remarks) == (Status.PASSED, ())
    assert january(after=held[:1]).status is Status.MISSED
    alone = judge(lectures(at_least=2), subject(FEBRUARY, *held, today=LATER))
    assert january(after=held, rule=lectures(at_least=2)).status is Status.MISSED
    assert alone.status is Status.PASSED


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2028, 1, 23), Status.PENDING, date(2028, 1, 24)),
        (date(2028, 1, 30), Status.AT_RISK, date(2028, 1, 31)),
        (date(2028, 1, 31), Status.MISSED, None),
        (date(2028, 2, 15), Status.MISSED, None),
        (date(2028, 2, 16), Status.MISSED, None),
    ],
)
def test_until_it_is_made_up_for_it_stands_as_ever(today: date, status: Status, recheck: date | None) -> None:
    verdict = january(today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)


def test_nothing_is_made_up_for_before_the_period_is_over() -> None:
    """The clock may be behind: what is held after a month makes up for it once its last day is closed."""
    after = [lecture(2, 1), lecture(2, 2)]
    open_ = january(after=after, today=date(2028, 1, 30))
    assert (open_.status, open_.recheck, open_.remarks) == (Status.AT_RISK, JANUARY.last, ())
    assert january(after=after, today=JANUARY.last).status is Status.OFF_WINDOW


def test_without_the_clause_nothing_is_made_up_for() -> None:
    assert january(after=[lecture(2, 1), lecture(2, 2)], rule=lectures(make_up_days=None)).status is (
        Status.MISSED
    )


def test_other_meetings_and_those_that_do_not_count_make_up_for_nothing() -> None:
    one, other = lecture(2, 1), lecture(2, 2)
    assert january(after=[one, meeting(date(2028, 2, 2))]).status is Status.MISSED
    void = Remark(meeting_id=other.id, code="SAID", effect=Effect.NOT_COUNTED)
    of = subject(JANUARY, after=(one, other), today=LATER)
    assert judge(lectures(), of, void).status is Status.MISSED
    unsure = Remark(meeting_id=other.id, code="SAID", effect=Effect.NOT_COUNTED, certain=False)
    assert judge(lectures(), of, unsure).status is Status.UNKNOWN


def test_in_a_small_branch_the_other_kind_makes_up_too() -> None:
    rule = lectures(small_branch=SmallBranch(most_members=10, by=GENERAL))
    after = [meeting(date(2028, 2, 1)), lecture(2, 2)]
    assert january(after=after, rule=rule, members=10).status is Status.OFF_WINDOW
    assert january(after=after, rule=rule, members=11).status is Status.MISSED


def test_what_the_rules_about_meetings_say_of_the_month_after_holds() -> None:
    """Lecture and general meeting of one evening count as one: then only one lecture of February is left."""
    rule = lectures()
    apart = Combination(gatherings="separate", meetings=(GENERAL, LECTURE))
    evening = named("evening")
    after = (
        lecture(2, 1),
        meeting(date(2028, 2, 2), gathering=evening),
        lecture(2, 2, gathering=evening),
    )
    own, other = (adopted(each) for each in (rule, apart))
    bound = layers([own, other], OrganisationKind.PARTY_BRANCH, (COUNTY, BRANCH), JANUARY.first)
    judged = next(layer for layer in bound if layer.adoption is own)
    of = subject(JANUARY, after=after, today=LATER)
    assert judge_period(judged, of, lambda _: (judged,)).verdict.status is Status.OFF_WINDOW
    assert judge_period(judged, of, lambda _: bound).verdict.status is Status.MISSED


def test_a_remark_of_its_own_bears_its_series() -> None:
    (bound,) = layers([adopted(lectures())], OrganisationKind.PARTY_BRANCH, (COUNTY, BRANCH), JANUARY.first)
    of = subject(JANUARY, after=(lecture(2, 1), lecture(2, 2)), today=LATER)
    (remark,) = judge_period(bound, of, lambda _: (bound,)).verdict.remarks
    assert remark.rule == "meeting-frequency"


@pytest.mark.parametrize(("unit", "most"), list(zip(Unit, (28, 90, 181, 365), strict=True)))
def test_the_days_are_over_before_the_next_period_is(unit: Unit, most: int) -> None:
    assert lectures(per=unit, make_up_days=most).make_up_days == most
    for wrong in (0, most + 1):
        with pytest.raises(ValueError, match="make_up_days"):
            lectures(per=unit, make_up_days=wrong)
    for year in (2027, 2028):
        for month in range(1, 13):
            period = Period.of(date(year, month, 1), unit)
            last = period.last + timedelta(days=most)
            assert last in Period(unit, period.ordinal + 1)


def test_where_branches_without_groups_meet_more_often_their_periods_bound_the_days() -> None:
    assert lectures(per=Unit.QUARTER, without_groups=Unit.MONTH, make_up_days=28).make_up_days == 28
    with pytest.raises(ValueError, match="make_up_days"):
        lectures(per=Unit.QUARTER, without_groups=Unit.MONTH, make_up_days=29)


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [(15, None, True), (None, 15, False), (15, 15, False), (16, 15, True), (15, 16, False)],
)
def test_more_days_to_make_up_ask_for_less(local: int | None, above: int | None, weaker: bool | None) -> None:
    kind = MeetingFrequencyKind()
    assert kind.weaker(lectures(make_up_days=local), lectures(make_up_days=above)) is weaker
    mixed = kind.weaker(lectures(make_up_days=15, at_least=2), lectures(make_up_days=None))
    assert mixed is None


def test_how_far_ahead_it_looks() -> None:
    kind = MeetingFrequencyKind()
    assert [kind.looks_ahead(lectures(make_up_days=days)) for days in (None, 1, 15)] == [0, 1, 15]


def test_it_says_so_in_words() -> None:
    words = MeetingFrequencyKind().sentences(lectures())
    assert words.zh == "党课每月至少召开1次,缺少的可在期满后15天内补开"
    assert words.en == (
        "Party lecture: at least once a month; what it lacks may be made up for within 15 days after it"
    )
