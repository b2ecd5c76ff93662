"""When: the days beside each fixed day, and what lets another stand."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind
from domain.policies.verdicts import Effect
from tests.unit.domain.policies.given import code, meeting, remark


def theme_day(**given: Any) -> MeetingWindow:
    return MeetingWindow(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.THEME_PARTY_DAY,
            "days": (5,),
            "off_window": "counts",
            **given,
        }
    )


def held(day: int, **fields: Any) -> Any:
    return meeting(date(2026, 3, day), MeetingKind.THEME_PARTY_DAY, **fields)


@pytest.mark.parametrize(
    ("day", "reason", "said"),
    [
        (4, None, "OFF_WINDOW"),
        (5, None, None),
        (6, None, "DEFERRED_WITHOUT_REASON"),
        (6, "FLOOD", "DEFERRED"),
        (15, "FLOOD", "DEFERRED"),
        (16, "FLOOD", "OFF_WINDOW"),
        (4, "FLOOD", "OFF_WINDOW"),
    ],
)
def test_c08_the_fifth_with_a_reason_until_the_fifteenth(
    day: int, reason: str | None, said: str | None
) -> None:
    """台前县: 每月5日, 顺延至15日前."""
    assert code(theme_day(defer_until=15), held(day, deferred_for=reason)) == said


@pytest.mark.parametrize(
    ("day", "excepted", "said"),
    [
        (17, False, "OFF_WINDOW"),
        (18, False, None),
        (19, False, None),
        (20, False, "OFF_WINDOW"),
        (20, True, "EXCEPTION_APPROVED"),
    ],
)
def test_c09_the_18th_or_19th_or_an_approved_exception(day: int, excepted: bool, said: str | None) -> None:
    """醴陵市: 每月18/19日之一; 职校教师党员在法定节假日."""
    assert code(theme_day(days=(18, 19), exceptions=True), held(day, excepted=excepted)) == said


def test_c03_an_urgent_meeting_stands_on_any_day() -> None:
    """安图社区: 每月25日上党课; urgent: any time."""
    fixed = theme_day(days=(25,), urgent="any_day")
    assert code(fixed, held(3, urgent=True)) is None
    assert code(fixed, held(3)) == "OFF_WINDOW"
    assert code(theme_day(days=(25,)), held(3, urgent=True)) == "OFF_WINDOW"


@pytest.mark.parametrize(
    ("off_window", "effect"), [("counts", Effect.OFF_WINDOW), ("does_not_count", Effect.NOT_COUNTED)]
)
def test_whether_one_on_another_day_counts_is_a_parameter(off_window: str, effect: Effect) -> None:
    said = remark(theme_day(off_window=off_window), held(9))
    assert said is not None
    assert said.effect is effect


@pytest.mark.parametrize(("day", "said"), [(7, "OFF_WINDOW"), (10, None), (11, "DEFERRED_WITHOUT_REASON")])
def test_it_is_put_off_from_the_last_of_several_days(day: int, said: str | None) -> None:
    assert code(theme_day(days=(5, 10), defer_until=15), held(day)) == said


def test_other_meetings_are_not_its_concern() -> None:
    assert not MeetingWindowKind().concerns(theme_day(), meeting(date(2026, 3, 9)))


def test_it_says_itself_in_words() -> None:
    words = MeetingWindowKind().sentences(theme_day(days=(18, 19), defer_until=25))
    assert words.zh == "主题党日于每月18日或19日召开,有事由可顺延至25日"
    assert words.en == "Theme party day: on day 18 or 19 of the month, with a reason until day 25"


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": ()},
        {"days": (32,)},
        {"defer_until": 5},
        {"defer_until": 32},
        {"days": (5, 10), "defer_until": 8},
    ],
)
def test_parameters_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match="day"):
        theme_day(**wrong)
