"""The longest gap: both sides of its last day, over the edges of periods, from founding, from the rule's first day."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.longest_gap import LongestGap, LongestGapKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status, Verdict
from tests.unit.domain.policies.given import judge, meeting, subject

APRIL = Period.of(date(2026, 4, 1), Unit.MONTH)
COMMITTEE = MeetingKind.BRANCH_COMMITTEE_MEETING


def fortnight(**given: Any) -> LongestGap:
    return LongestGap(**{"meeting": COMMITTEE, "per": Unit.MONTH, "most_days": 14, **given})


def held(*on: date) -> tuple[Any, ...]:
    return tuple(meeting(day, COMMITTEE) for day in on)


def of_april(*days: int, last_before: date = date(2026, 3, 25), **fields: Any) -> Verdict:
    in_april = held(*(date(2026, 4, day) for day in days))
    return judge(fortnight(), subject(APRIL, *in_april, before=held(last_before), **fields))


@pytest.mark.parametrize(
    ("days", "status", "gaps"),
    [
        ((8, 22), Status.PASSED, []),  # 14 days from one to the next
        ((8, 23), Status.MISSED, ["2026-04-08/2026-04-23"]),  # 15
        ((9, 22), Status.MISSED, ["2026-03-25/2026-04-09"]),
        ((2, 16), Status.PASSED, []),  # until 30 April nobody is late
        ((2, 15), Status.MISSED, ["2026-04-15/.."]),  # on 30 April somebody is
        ((), Status.MISSED, ["2026-03-25/.."]),
    ],
)
def test_c04_every_two_weeks_is_14_days_and_15_miss(
    days: tuple[int, ...], status: Status, gaps: list[str]
) -> None:
    """政企党支部: 支部书记每两周召开一次支委会."""
    verdict = of_april(*days)
    assert (verdict.status, verdict.held) == (status, len(days))
    assert [shortfall.about for shortfall in verdict.shortfalls] == gaps


@pytest.mark.parametrize(
    ("last_before", "status"),
    [
        (date(2026, 3, 17), Status.MISSED),  # its 14 days ended on 31 March: the 1st was a day too many
        (date(2026, 3, 18), Status.PASSED),
        (date(2026, 3, 1), Status.MISSED),
    ],
)
def test_a_gap_over_the_edge_of_two_months(last_before: date, status: Status) -> None:
    assert of_april(1, 15, 29, last_before=last_before).status is status


def test_c04_a_leap_day_is_a_day_of_the_gap() -> None:
    march = Period.of(date(2028, 3, 1), Unit.MONTH)
    common = Period.of(date(2026, 3, 1), Unit.MONTH)
    for period, status in ((march, Status.MISSED), (common, Status.PASSED)):
        year = period.first.year
        inside = held(date(year, 3, 7), date(year, 3, 21))
        verdict = judge(fortnight(), subject(period, *inside, before=held(date(year, 2, 21))))
        assert verdict.status is status


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2026, 3, 30), Status.NOT_YET_DUE, date(2026, 3, 31)),
        (date(2026, 3, 31), Status.PENDING, date(2026, 4, 5)),
        (date(2026, 4, 4), Status.PENDING, date(2026, 4, 5)),
        (date(2026, 4, 5), Status.AT_RISK, date(2026, 4, 8)),
        (date(2026, 4, 7), Status.AT_RISK, date(2026, 4, 8)),
        (date(2026, 4, 8), Status.MISSED, None),
    ],
)
def test_while_the_month_runs(today: date, status: Status, recheck: date | None) -> None:
    verdict = of_april(today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)


def test_a_meeting_may_still_come_before_a_month_that_has_not_begun() -> None:
    verdict = of_april(last_before=date(2026, 3, 1), today=date(2026, 3, 20))
    assert (verdict.status, verdict.recheck) == (Status.NOT_YET_DUE, date(2026, 3, 31))
    assert of_april(last_before=date(2026, 3, 1), today=date(2026, 3, 31)).status is Status.MISSED


def test_it_has_passed_once_no_day_can_be_one_too_many() -> None:
    verdict = of_april(8, 22, today=date(2026, 4, 22))
    assert (verdict.status, verdict.recheck) == (Status.PASSED, None)


@pytest.mark.parametrize(
    ("fields", "days", "status"),
    [
        ({"founded_on": date(2026, 4, 10)}, (24,), Status.PASSED),
        ({"founded_on": date(2026, 4, 10)}, (25,), Status.MISSED),
        ({"founded_on": date(2026, 4, 16)}, (), Status.PASSED),
        ({"founded_on": date(2026, 4, 15)}, (), Status.MISSED),
        ({"founded_on": date(2026, 5, 1)}, (), Status.NOT_REQUIRED),
        ({"ended_on": date(2026, 4, 10)}, (), Status.PASSED),
        ({"ended_on": date(2026, 4, 11)}, (), Status.MISSED),
        ({"ended_on": date(2026, 4, 1)}, (), Status.NOT_REQUIRED),
        ({"bound_since": date(2026, 4, 10)}, (24,), Status.PASSED),
        ({"bound_since": date(2026, 4, 10)}, (25,), Status.MISSED),
        ({"bound_since": date(2026, 4, 1)}, (15, 29), Status.PASSED),
    ],
)
def test_a_gap_begins_with_the_branch_and_the_rule_and_ends_with_the_branch(
    fields: Any, days: tuple[int, ...], status: Status
) -> None:
    before: Any = {} if "founded_on" in fields else {"before": held(date(2026, 3, 26))}
    inside = held(*(date(2026, 4, day) for day in days))
    assert judge(fortnight(), subject(APRIL, *inside, **before, **fields)).status is status


@pytest.mark.parametrize(
    ("on", "status"),
    [(date(2026, 4, 30), Status.PASSED), (date(2026, 5, 1), Status.MISSED)],
)
def test_c02_every_three_months_as_a_gap(on: date, status: Status) -> None:
    """招投标中心: 每三个月召开一次支部党员大会; the other reading is a frequency of one a quarter."""
    rule = fortnight(most_days=None, most_months=3, per=Unit.QUARTER)
    quarter = Period.of(on, Unit.QUARTER)
    assert judge(rule, subject(quarter, *held(on), before=held(date(2026, 1, 31)))).status is status


@pytest.mark.parametrize(
    ("effect", "certain", "status"),
    [
        (Effect.NOTED, True, Status.PASSED),
        (Effect.UNVERIFIED, True, Status.PASSED),
        (Effect.OFF_WINDOW, True, Status.OFF_WINDOW),
        (Effect.NOT_COUNTED, True, Status.MISSED),
        (Effect.NOT_COUNTED, False, Status.UNKNOWN),
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_what_other_rules_say_of_a_meeting(effect: Effect, certain: bool, status: Status, which: int) -> None:
    """Of the one before the month as well."""
    before, inside = held(date(2026, 3, 25)), held(date(2026, 4, 8), date(2026, 4, 22))
    said = Remark(meeting_id=(before, inside)[which][0].id, code="SAID", effect=effect, certain=certain)
    older = held(date(2026, 3, 12))
    verdict = judge(fortnight(), subject(APRIL, *inside, before=older + before), said)
    assert verdict.status is status


def test_other_meetings_are_none() -> None:
    other = meeting(date(2026, 4, 8))
    verdict = judge(fortnight(), subject(APRIL, other, before=held(date(2026, 3, 25))))
    assert (verdict.status, verdict.held) == (Status.MISSED, 0)


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({"most_days": 15}, True),
        ({"most_days": 14}, False),
        ({"most_days": 13}, False),
        ({"most_days": None, "most_months": 1}, None),
        ({"meeting": MeetingKind.GROUP_MEETING}, None),
    ],
)
def test_a_longer_gap_asks_for_less(local: Any, weaker: bool | None) -> None:
    assert LongestGapKind().weaker(fortnight(**local), fortnight()) is weaker


@pytest.mark.parametrize(("months", "weaker"), [(2, False), (3, False), (4, True)])
def test_more_months_ask_for_less(months: int, weaker: bool) -> None:
    local, above = (fortnight(most_days=None, most_months=number) for number in (months, 3))
    assert LongestGapKind().weaker(local, above) is weaker


def test_it_says_itself_in_words() -> None:
    kind = LongestGapKind()
    words = kind.sentences(fortnight())
    assert words.zh == "支部委员会会议两次之间不得超过14天"
    assert words.en == "Branch committee meeting: no more than 14 days from one to the next"
    months = kind.sentences(fortnight(most_days=None, most_months=3))
    assert months.zh == "支部委员会会议两次之间不得超过3个月"
    assert months.en == "Branch committee meeting: no more than 3 months from one to the next"


def test_its_periods_are_those_of_its_parameters() -> None:
    assert LongestGapKind().unit(fortnight(per=Unit.YEAR), 0) is Unit.YEAR


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"most_days": 0}, "most_days"),
        ({"most_days": None}, "most_days"),
        ({"most_months": 3}, "most_months"),
        ({"most_days": None, "most_months": 0}, "most_months"),
        ({"remind_days": -1}, "remind_days"),
    ],
)
def test_parameters_that_cannot_be(wrong: Any, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        fortnight(**wrong)


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2026, 4, 10), Status.PASSED, date(2026, 4, 21)),
        (date(2026, 4, 20), Status.PASSED, date(2026, 4, 21)),
        (date(2026, 4, 21), Status.OFF_WINDOW, None),
    ],
)
def test_it_tells_the_day_on_which_one_off_its_window_no_longer_does(
    today: date, status: Status, recheck: date | None
) -> None:
    """1 April was as it should be, 10 April was not: by those that were, the next is due on the 21st."""
    good, off = held(date(2026, 4, 1), date(2026, 4, 10))
    said = Remark(meeting_id=off.id, code="OFF_WINDOW", effect=Effect.OFF_WINDOW)
    verdict = judge(
        fortnight(most_days=20), subject(APRIL, good, off, before=held(date(2026, 3, 25)), today=today), said
    )
    assert (verdict.status, verdict.recheck) == (status, recheck)
