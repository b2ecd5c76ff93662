"""What lets another day stand, in every window alike; tried on a weekday."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.policies.facts import Calendar, DaysOffGrant
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind
from domain.policies.kinds.weekday_window import Weekday, WeekdayWindow, WeekdayWindowKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Effect, Status
from tests.unit.domain.policies.given import code, judge, meeting, remark, subject

FRIDAY, THURSDAY = date(2026, 3, 6), date(2026, 3, 5)
LABOUR_DAY, DAY_BESIDE_IT = date(2025, 5, 1), date(2025, 5, 5)
WORKED_SUNDAY, SUNDAY = date(2025, 4, 27), date(2025, 5, 11)
# Of the arrangement for 2025 (国办发明电〔2024〕12号) that about Labour Day: the 1st to the 5th off, 27 April worked.
KNOWN = Calendar(
    years=frozenset({2025}),
    holidays=frozenset({LABOUR_DAY, date(2025, 5, 2)}),
    days_off=frozenset({date(2025, 5, 3), date(2025, 5, 4), DAY_BESIDE_IT}),
    workdays=frozenset({WORKED_SUNDAY}),
)
EVER = (DaysOffGrant(date(2020, 1, 1)),)


def study(**given: Any) -> WeekdayWindow:
    return WeekdayWindow(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.GROUP_MEETING,
            "weekdays": (Weekday.FRIDAY,),
            "off_window": "counts",
            **given,
        }
    )


def theme_day(**given: Any) -> MeetingWindow:
    return MeetingWindow(
        **{
            "exceptions": False,
            "urgent": "no_exemption",
            "meeting": MeetingKind.THEME_PARTY_DAY,
            "days": (18, 19),
            "off_window": "counts",
            **given,
        }
    )


def held(on: date, **fields: Any) -> Any:
    return meeting(on, MeetingKind.GROUP_MEETING, **fields)


@pytest.mark.parametrize(
    ("on", "said"),
    [(THURSDAY, "OFF_WINDOW"), (FRIDAY, None), (date(2026, 3, 7), "OFF_WINDOW"), (date(2026, 3, 13), None)],
)
def test_c05_friday_is_the_day_of_study(on: date, said: str | None) -> None:
    """访惠聚社区: 每周五学习日."""
    assert code(study(), held(on)) == said


def test_c02_friday_or_another_day_with_a_reason() -> None:
    """招投标中心: 周五无法安排时,党支部可另调时间."""
    rule = study(with_reason="any_day")
    assert code(rule, held(THURSDAY, deferred_for="BID_OPENING")) == "DEFERRED"
    assert code(rule, held(THURSDAY)) == "OFF_WINDOW"
    assert code(study(), held(THURSDAY, deferred_for="BID_OPENING")) == "OFF_WINDOW"


@pytest.mark.parametrize(
    ("parameters", "fields", "said"),
    [
        ({}, {"urgent": True}, "OFF_WINDOW"),
        ({"urgent": "any_day"}, {"urgent": True}, None),
        ({}, {"excepted": True}, "OFF_WINDOW"),
        ({"exceptions": True}, {"excepted": True}, "EXCEPTION_APPROVED"),
    ],
)
def test_urgent_and_excepted_meetings_stand_where_the_rule_says_so(
    parameters: Any, fields: Any, said: str | None
) -> None:
    assert code(study(**parameters), held(THURSDAY, **fields)) == said


@pytest.mark.parametrize(
    ("granted", "on", "said"),
    [
        (EVER, LABOUR_DAY, "EXCEPTION_APPROVED"),
        (EVER, DAY_BESIDE_IT, "OFF_WINDOW"),
        ((), LABOUR_DAY, "OFF_WINDOW"),
        ((), date(2025, 4, 20), "OFF_WINDOW"),
        (EVER, date(2025, 4, 21), "OFF_WINDOW"),
        (EVER, date(2025, 5, 18), None),
        (EVER, date(2027, 5, 1), "CALENDAR_UNKNOWN"),
        ((), date(2027, 5, 1), "OFF_WINDOW"),
    ],
)
def test_c09_a_school_on_a_public_holiday_and_another_branch_on_the_20th(
    granted: tuple[DaysOffGrant, ...], on: date, said: str | None
) -> None:
    """醴陵市: 职校将党员活动日时间调整至法定节假日."""
    day = meeting(on, MeetingKind.THEME_PARTY_DAY)
    assert code(theme_day(days_off="holidays"), day, days_off_granted=granted, calendar=KNOWN) == said


@pytest.mark.parametrize(
    ("from_on", "to_on", "stands"),
    [
        (LABOUR_DAY, None, True),
        (date(2025, 5, 2), None, False),
        (date(2025, 1, 1), date(2025, 5, 2), True),
        (date(2025, 1, 1), LABOUR_DAY, False),
    ],
)
def test_days_off_are_granted_for_some_days(from_on: date, to_on: date | None, stands: bool) -> None:
    """The first day belongs to the grant, the day on which it ends does not."""
    day = meeting(LABOUR_DAY, MeetingKind.THEME_PARTY_DAY)
    grants = (DaysOffGrant(date(2019, 1, 1), date(2020, 1, 1)), DaysOffGrant(from_on, to_on))
    said = code(theme_day(days_off="holidays"), day, days_off_granted=grants, calendar=KNOWN)
    assert said == ("EXCEPTION_APPROVED" if stands else "OFF_WINDOW")


@pytest.mark.parametrize(
    ("days_off", "on", "stands"),
    [
        ("holidays", LABOUR_DAY, True),
        ("holidays", DAY_BESIDE_IT, False),
        ("holidays", SUNDAY, False),
        ("days_off", LABOUR_DAY, True),
        ("days_off", DAY_BESIDE_IT, True),
        ("days_off", SUNDAY, True),
        ("days_off", WORKED_SUNDAY, False),
        ("days_off", date(2025, 5, 6), False),
        (None, LABOUR_DAY, False),
    ],
)
def test_c09_whether_other_days_off_will_do_is_a_reading(days_off: Any, on: date, stands: bool) -> None:
    """Monday 5 May is off by the arrangement, and no holiday of the law; Sunday 27 April is worked."""
    day = meeting(on, MeetingKind.THEME_PARTY_DAY)
    said = code(theme_day(days_off=days_off), day, days_off_granted=EVER, calendar=KNOWN)
    assert said == ("EXCEPTION_APPROVED" if stands else "OFF_WINDOW")


@pytest.mark.parametrize(
    ("off_window", "others", "status"),
    [
        ("counts", (), Status.UNKNOWN),
        ("does_not_count", (), Status.UNKNOWN),
        ("does_not_count", (date(2027, 5, 18),), Status.PASSED),
    ],
)
def test_c09_nothing_is_guessed_of_a_year_whose_calendar_is_not_known(
    off_window: Any, others: tuple[date, ...], status: Status
) -> None:
    day = meeting(date(2027, 5, 1), MeetingKind.THEME_PARTY_DAY)
    said = remark(theme_day(days_off="holidays", off_window=off_window), day, days_off_granted=EVER)
    assert said is not None
    assert (said.code, said.certain) == ("CALENDAR_UNKNOWN", False)
    monthly = MeetingFrequency(
        meeting=MeetingKind.THEME_PARTY_DAY, per=Unit.MONTH, at_least=1, partial_period="not_required"
    )
    also = [meeting(on, MeetingKind.THEME_PARTY_DAY) for on in others]
    verdict = judge(monthly, subject(Period.of(day.on, Unit.MONTH), day, *also), said)
    assert (verdict.status, verdict.remarks) == (status, (said,))


def test_what_was_put_off_for_a_reason_needs_no_calendar() -> None:
    """A year that is not known takes nothing from a deferral that the rule grants."""
    day = meeting(date(2027, 5, 1), MeetingKind.THEME_PARTY_DAY, deferred_for="FLOOD_DUTY")
    granted = theme_day(days_off="holidays", with_reason="any_day")
    assert code(granted, day, days_off_granted=EVER) == "DEFERRED"
    until = theme_day(days=(1,), days_off="holidays", defer_until=15)
    later = msgspec.structs.replace(day, on=date(2027, 5, 2))
    assert code(until, later, days_off_granted=EVER) == "DEFERRED"
    assert code(theme_day(days_off="holidays"), day, days_off_granted=EVER) == "CALENDAR_UNKNOWN"


@pytest.mark.parametrize(
    ("off_window", "effect"), [("counts", Effect.OFF_WINDOW), ("does_not_count", Effect.NOT_COUNTED)]
)
def test_whether_one_on_another_day_counts_is_a_parameter(off_window: str, effect: Effect) -> None:
    said = remark(study(off_window=off_window), held(THURSDAY))
    assert said is not None
    assert said.effect is effect


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({}, {}, False),
        ({"weekdays": tuple(Weekday)}, {}, True),
        ({}, {"weekdays": tuple(Weekday)}, False),
        ({"weekdays": (Weekday.MONDAY,)}, {}, None),
        ({"with_reason": "any_day"}, {}, True),
        ({"urgent": "any_day"}, {}, True),
        ({"exceptions": True}, {}, True),
        ({"with_reason": "any_day"}, {"urgent": "any_day"}, None),
        ({}, {"off_window": "does_not_count"}, True),
        ({"days_off": "days_off"}, {"days_off": "holidays"}, True),
        ({"meeting": MeetingKind.PARTY_LECTURE}, {}, None),
    ],
)
def test_a_window_that_asks_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert WeekdayWindowKind().weaker(study(**local), study(**above)) is weaker


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        ({"days": (18,)}, {}, False),
        ({"days": (18, 19, 20)}, {}, True),
        ({"days": (20,)}, {}, None),
        ({"defer_until": 25}, {}, True),
        ({"defer_until": 25}, {"defer_until": 26}, False),
        ({"days": (18,), "defer_until": 25}, {}, None),
    ],
)
def test_fixed_days_that_ask_for_less(local: Any, above: Any, weaker: bool | None) -> None:
    assert MeetingWindowKind().weaker(theme_day(**local), theme_day(**above)) is weaker


def test_it_says_itself_in_words() -> None:
    plain = WeekdayWindowKind().sentences(study(with_reason="any_day"))
    assert plain.zh == "党小组会安排在周五召开,有事由可另行安排"
    assert plain.en == "Group meeting: on a Friday, on another day with a reason"
    lax = WeekdayWindowKind().sentences(
        study(
            weekdays=(Weekday.SATURDAY, Weekday.SUNDAY),
            days_off="holidays",
            exceptions=True,
            urgent="any_day",
            off_window="does_not_count",
        )
    )
    assert lax.zh == (
        "党小组会安排在周六或周日召开,经批准可改在法定节假日,经上级批准可另定日期,紧急会议不受此限;"
        "在其他日期召开的不计入次数"
    )
    assert lax.en == (
        "Group meeting: on a Saturday or Sunday, with leave on public holidays instead, "
        "on another day with approval from above, urgent ones on any day; one on another day does not count"
    )


def test_parameters_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        study(weekdays=())
