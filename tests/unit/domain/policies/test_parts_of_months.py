"""The first weekend, the days before one of the month, and its end: each edge, each reading."""

from datetime import date
from typing import Any

import pytest

from domain.meetings.events import MeetingKind
from domain.policies.kinds.before_day import BeforeDay, BeforeDayKind
from domain.policies.kinds.first_weekend import FirstWeekend, FirstWeekendKind, first_weekend
from domain.policies.kinds.month_end import MonthEnd, MonthEndKind
from tests.unit.domain.policies.given import code, meeting

SATURDAY_FIRST, SUNDAY_FIRST, MONDAY_FIRST = date(2026, 8, 1), date(2026, 11, 1), date(2026, 6, 1)


def weekend(**given: Any) -> FirstWeekend:
    return FirstWeekend(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.THEME_PARTY_DAY,
            "off_window": "counts",
            "if_saturday": "counts",
            "if_sunday": "counts",
            **given,
        }
    )


def before(**given: Any) -> BeforeDay:
    return BeforeDay(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.GROUP_MEETING,
            "off_window": "counts",
            "day": 10,
            "day_itself": "in_time",
            **given,
        }
    )


def end(**given: Any) -> MonthEnd:
    return MonthEnd(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.GENERAL_MEETING,
            "off_window": "counts",
            "end": "last_days",
            "last_days": 7 if given.get("end", "last_days") == "last_days" else None,
            **given,
        }
    )


@pytest.mark.parametrize(
    ("month", "readings", "days"),
    [
        (SATURDAY_FIRST, {"if_saturday": "counts"}, [1, 2]),
        (SATURDAY_FIRST, {"if_saturday": "next"}, [8, 9]),
        (SUNDAY_FIRST, {"if_sunday": "counts"}, [1]),
        (SUNDAY_FIRST, {"if_sunday": "next"}, [7, 8]),
        (MONDAY_FIRST, {}, [6, 7]),
        (MONDAY_FIRST, {"if_saturday": "next", "if_sunday": "next"}, [6, 7]),
        (date(2026, 5, 1), {"if_saturday": "next", "if_sunday": "next"}, [2, 3]),
        (date(2028, 2, 29), {}, [5, 6]),
    ],
)
def test_c12_the_first_weekend_whatever_day_the_month_begins_on(
    month: date, readings: Any, days: list[int]
) -> None:
    """重庆南坪: 每月第一周周末."""
    rule = weekend(**readings)
    assert [day.day for day in first_weekend(rule, month)] == days
    for day in range(1, 15):
        said = code(rule, meeting(month.replace(day=day), MeetingKind.THEME_PARTY_DAY))
        assert said == (None if day in days else "OFF_WINDOW")


@pytest.mark.parametrize(
    ("itself", "day", "said"),
    [
        ("in_time", 9, None),
        ("in_time", 10, None),
        ("in_time", 11, "LATE"),
        ("late", 9, None),
        ("late", 10, "LATE"),
        ("late", 11, "LATE"),
    ],
)
def test_c04_a_group_that_meets_before_the_tenth(itself: str, day: int, said: str | None) -> None:
    """政企党支部: 小组会每月10号之前; whether the 10th is in time is a reading, the 11th is late in both."""
    assert code(before(day_itself=itself), meeting(date(2026, 3, day), MeetingKind.GROUP_MEETING)) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 24), "OFF_WINDOW"),
        (date(2026, 3, 25), None),
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), "OFF_WINDOW"),
        (date(2026, 2, 21), "OFF_WINDOW"),
        (date(2026, 2, 22), None),
        (date(2028, 2, 22), "OFF_WINDOW"),
        (date(2028, 2, 23), None),
        (date(2028, 2, 29), None),
    ],
)
def test_c04_the_general_meeting_in_the_last_seven_days(on: date, said: str | None) -> None:
    """政企党支部: 每月底召开一次全体党员会议."""
    assert code(end(), meeting(on)) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 29), "OFF_WINDOW"),  # a Sunday; 31 March is a Tuesday
        (date(2026, 3, 30), None),
        (date(2026, 5, 24), "OFF_WINDOW"),
        (date(2026, 5, 25), None),  # 31 May is a Sunday
        (date(2026, 8, 30), "OFF_WINDOW"),
        (date(2026, 8, 31), None),  # a Monday: its week has that one day in August
    ],
)
def test_c04_or_in_its_last_week(on: date, said: str | None) -> None:
    assert code(end(end="last_week"), meeting(on)) == said


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [({"day": 11}, {}, True), ({"day": 11, "day_itself": "late"}, {}, False), ({"day": 9}, {}, False)],
)
def test_a_later_day_asks_for_less(local: Any, above: Any, weaker: bool) -> None:
    assert BeforeDayKind().weaker(before(**local), before(**above)) is weaker


def test_more_days_at_the_end_ask_for_less() -> None:
    kind = MonthEndKind()
    assert kind.weaker(end(last_days=8), end()) is True
    assert kind.weaker(end(last_days=6), end()) is False
    assert kind.weaker(end(end="last_week"), end()) is None


def test_two_readings_of_a_first_weekend_are_not_compared() -> None:
    kind = FirstWeekendKind()
    assert kind.weaker(weekend(), weekend()) is False
    assert kind.weaker(weekend(if_sunday="next"), weekend()) is None
    assert kind.weaker(weekend(with_reason="any_day"), weekend()) is True


def test_they_say_themselves_in_words() -> None:
    words = FirstWeekendKind().sentences(weekend(if_sunday="next"))
    assert words.zh == "主题党日于每月第一个周末召开(1日为周六的,以1日、2日为准;1日为周日的,以7日、8日为准)"
    assert words.en == (
        "Theme party day: on the first weekend of the month "
        "(day 1 or 2 if it begins on a Saturday, day 7 or 8 if on a Sunday)"
    )
    assert BeforeDayKind().sentences(before()).zh == "党小组会于每月10日前(含10日)召开"
    assert BeforeDayKind().sentences(before()).en == "Group meeting: each month by day 10"
    late = BeforeDayKind().sentences(before(day_itself="late", off_window="does_not_count"))
    assert late.zh == "党小组会于每月10日前(不含10日)召开;在其他日期召开的不计入次数"
    assert late.en == "Group meeting: each month before day 10; one on another day does not count"
    assert MonthEndKind().sentences(end()).zh == "支部党员大会于每月底(最后7天内)召开"
    assert MonthEndKind().sentences(end()).en == "General meeting: each month, in its last 7 days"
    assert MonthEndKind().sentences(end(last_days=1)).zh == "支部党员大会于每月底(最后一天)召开"
    assert MonthEndKind().sentences(end(end="last_week")).zh == (
        "支部党员大会于每月底(最后一天所在的一周,周一起)召开"
    )


@pytest.mark.parametrize("wrong", [{"day": 0}, {"day": 32}, {"day": 1, "day_itself": "late"}])
def test_days_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match="day"):
        before(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"last_days": 0}, {"last_days": 29}, {"last_days": None}, {"end": "last_week", "last_days": 7}]
)
def test_ends_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match="last_days"):
        end(**wrong)
