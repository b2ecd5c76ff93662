"""How often: both sides of each number and day."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.meeting_frequency import (
    MeetingFrequency,
    MeetingFrequencyKind,
    SmallBranch,
)
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Remark, Status
from tests.unit.domain.policies.given import judge, meeting, subject

YEAR_END = date(2026, 12, 31)
Q4 = Period.of(YEAR_END, Unit.QUARTER)


def lectures(**given: Any) -> MeetingFrequency:
    return MeetingFrequency(
        **{
            "meeting": MeetingKind.PARTY_LECTURE,
            "per": Unit.QUARTER,
            "at_least": 1,
            "partial_period": "not_required",
            **given,
        }
    )


def small(members: int, by: MeetingKind = MeetingKind.GENERAL_MEETING) -> SmallBranch:
    return SmallBranch(most_members=members, by=by)


def lecture(on: date) -> Any:
    return meeting(on, MeetingKind.PARTY_LECTURE)


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2026, 9, 29), Status.NOT_YET_DUE, date(2026, 9, 30)),
        (date(2026, 9, 30), Status.PENDING, date(2026, 12, 24)),
        (date(2026, 11, 30), Status.PENDING, date(2026, 12, 24)),
        (date(2026, 12, 23), Status.PENDING, date(2026, 12, 24)),
        (date(2026, 12, 24), Status.AT_RISK, YEAR_END),
        (date(2026, 12, 30), Status.AT_RISK, YEAR_END),
        (YEAR_END, Status.MISSED, None),
    ],
)
def test_a_lecture_that_was_not_given_by_the_day_that_was_closed_last(
    today: date, status: Status, recheck: date | None
) -> None:
    verdict = judge(lectures(), subject(Q4, today=today))
    assert (verdict.status, verdict.held, verdict.required, verdict.recheck) == (status, 0, 1, recheck)


@pytest.mark.parametrize(("number", "status"), [(2, Status.MISSED), (3, Status.PASSED), (4, Status.PASSED)])
def test_as_many_as_are_asked_for(number: int, status: Status) -> None:
    held = [lecture(date(2026, 10, 1 + day)) for day in range(number)]
    verdict = judge(lectures(at_least=3), subject(Q4, *held))
    assert (verdict.status, verdict.held) == (status, number)
    assert verdict.events == tuple(each.id for each in held)


def test_other_meetings_are_none() -> None:
    assert judge(lectures(), subject(Q4, meeting(date(2026, 10, 8)))).status is Status.MISSED


@pytest.mark.parametrize(
    ("effect", "status", "held", "verified"),
    [
        (Effect.NOTED, Status.PASSED, 1, 1),
        (Effect.UNVERIFIED, Status.PASSED, 1, 0),
        (Effect.OFF_WINDOW, Status.OFF_WINDOW, 1, 1),
        (Effect.NOT_COUNTED, Status.MISSED, 0, 0),
    ],
)
def test_what_other_rules_say_of_a_meeting(effect: Effect, status: Status, held: int, verified: int) -> None:
    given = lecture(date(2026, 10, 20))
    said = Remark(meeting_id=given.id, code="SAID", effect=effect)
    verdict = judge(lectures(), subject(Q4, given), said)
    assert (verdict.status, verdict.held, verdict.verified) == (status, held, verified)
    assert verdict.remarks == (said,)


def test_one_in_its_window_makes_up_for_another_that_was_not() -> None:
    late, good = lecture(date(2026, 10, 20)), lecture(date(2026, 10, 25))
    said = Remark(meeting_id=late.id, code="OFF_WINDOW", effect=Effect.OFF_WINDOW)
    assert judge(lectures(), subject(Q4, late, good), said).status is Status.PASSED
    assert judge(lectures(at_least=2), subject(Q4, late, good), said).status is Status.OFF_WINDOW


@pytest.mark.parametrize(
    ("fields", "partial"),
    [
        ({"founded_on": Q4.first}, False),
        ({"founded_on": date(2026, 10, 2)}, True),
        ({"ended_on": date(2027, 1, 1)}, False),
        ({"ended_on": YEAR_END}, True),
    ],
)
def test_a_period_in_which_the_branch_was_founded_or_dissolved(fields: Any, partial: bool) -> None:
    lax = judge(lectures(), subject(Q4, **fields)).status
    assert lax is (Status.NOT_REQUIRED if partial else Status.MISSED)
    assert judge(lectures(partial_period="required"), subject(Q4, **fields)).status is Status.MISSED


@pytest.mark.parametrize(
    ("fields", "today", "status", "recheck"),
    [
        ({"founded_on": YEAR_END}, YEAR_END, Status.MISSED, None),
        ({"founded_on": date(2027, 1, 1)}, YEAR_END, Status.NOT_REQUIRED, None),
        ({"ended_on": Q4.first}, YEAR_END, Status.NOT_REQUIRED, None),
        ({"ended_on": date(2026, 10, 2)}, Q4.first, Status.MISSED, None),
        ({"ended_on": date(2026, 12, 1)}, date(2026, 11, 22), Status.PENDING, date(2026, 11, 23)),
        ({"ended_on": date(2026, 12, 1)}, date(2026, 11, 29), Status.AT_RISK, date(2026, 11, 30)),
        ({"ended_on": date(2026, 12, 1)}, date(2026, 11, 30), Status.MISSED, None),
        (
            {"founded_on": date(2026, 11, 9), "ended_on": date(2026, 11, 9)},
            YEAR_END,
            Status.NOT_REQUIRED,
            None,
        ),
    ],
)
def test_a_part_of_a_period_is_asked_by_the_last_day_on_which_the_branch_stood(
    fields: Any, today: date, status: Status, recheck: date | None
) -> None:
    verdict = judge(lectures(partial_period="required"), subject(Q4, today=today, **fields))
    assert (verdict.status, verdict.recheck) == (status, recheck)


def test_a_branch_without_groups_meets_more_often() -> None:
    """C06: 无党小组的支部,党员大会每月召开."""
    rule, kind = lectures(without_groups=Unit.MONTH), MeetingFrequencyKind()
    assert [kind.unit(rule, groups) for groups in (0, 1, None)] == [Unit.MONTH, Unit.QUARTER, Unit.QUARTER]
    assert kind.unit(lectures(), 0) is Unit.QUARTER


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({"per": Unit.HALF_YEAR}, {}, True),  # C02: 党课 每半年, beside 每季度不少于一次
        ({"per": Unit.YEAR, "at_least": 4}, {}, True),
        ({"per": Unit.MONTH}, {}, False),
        ({}, {}, False),
        ({}, {"at_least": 2}, True),
        ({"per": Unit.MONTH}, {"at_least": 3}, False),
        ({"per": Unit.MONTH}, {"at_least": 4}, True),
        ({"meeting": MeetingKind.GENERAL_MEETING}, {}, None),
        ({}, {"partial_period": "required"}, True),
        ({"partial_period": "required"}, {}, False),
        ({"per": Unit.MONTH}, {"partial_period": "required"}, None),
        ({}, {"without_groups": Unit.MONTH}, True),
        ({"without_groups": Unit.MONTH}, {}, False),
        ({"per": Unit.MONTH}, {"without_groups": Unit.MONTH}, False),
        ({"small_branch": small(10)}, {}, True),
        ({"small_branch": small(10)}, {"small_branch": small(12)}, False),
        ({"small_branch": small(10)}, {"small_branch": small(12, MeetingKind.THEME_PARTY_DAY)}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert MeetingFrequencyKind().weaker(lectures(**local), lectures(**above)) is weaker


@pytest.mark.parametrize(
    ("most", "members", "status"),
    [
        (10, 10, Status.PASSED),
        (10, 11, Status.MISSED),
        (12, 11, Status.PASSED),
        (10, None, Status.UNKNOWN),
        (None, 5, Status.MISSED),
    ],
)
def test_c14_a_branch_of_around_ten_meets_as_a_whole_instead_of_in_groups(
    most: int | None, members: int | None, status: Status
) -> None:
    """铁路段: 支部党员在10人左右的,党小组学习讨论可以以支部大会的形式进行; where 左右 ends is a reading."""
    rule = lectures(meeting=MeetingKind.GROUP_MEETING, small_branch=None if most is None else small(most))
    verdict = judge(rule, subject(Q4, meeting(date(2026, 10, 8)), members=members))
    assert verdict.status is status
    assert MeetingFrequencyKind().looks_at(rule) == (
        {MeetingKind.GROUP_MEETING}
        if most is None
        else {MeetingKind.GROUP_MEETING, MeetingKind.GENERAL_MEETING}
    )


def test_it_says_what_will_do_in_small_branches() -> None:
    words = MeetingFrequencyKind().sentences(
        lectures(meeting=MeetingKind.GROUP_MEETING, small_branch=small(12))
    )
    assert words.zh == "党小组会每季度至少召开1次(党员不超过12人的支部,可以支部党员大会的形式进行)"
    assert words.en == (
        "Group meeting: at least once a quarter (general meeting will do in a branch of up to 12 members)"
    )


def test_it_says_itself_in_words() -> None:
    words = MeetingFrequencyKind().sentences(lectures(at_least=2))
    assert (words.zh, words.en) == ("党课每季度至少召开2次", "Party lecture: at least twice a quarter")


def test_it_says_what_holds_without_groups() -> None:
    words = MeetingFrequencyKind().sentences(lectures(without_groups=Unit.MONTH))
    assert words.zh == "党课每季度至少召开1次(未设党小组的,每月至少1次)"
    assert words.en == "Party lecture: at least once a quarter (without party groups, once a month)"


@pytest.mark.parametrize(
    "wrong",
    [{"at_least": 0}, {"remind_days": -1}, {"small_branch": small(10, MeetingKind.PARTY_LECTURE)}],
)
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        lectures(**wrong)
    with pytest.raises(ValueError, match="most_members"):
        small(0)
