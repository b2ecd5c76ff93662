"""What is made public: in time, late, not at all, of a month or over a year."""

from datetime import date
from typing import Any

import pytest

from domain.policies.facts import Matter, Publication
from domain.policies.kinds.publication import PublicationDuty, PublicationKind
from domain.policies.periods import Period, Unit
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.given import judge, named, subject

FEBRUARY = Period.of(date(2028, 2, 1), Unit.MONTH)
YEAR = Period.of(date(2026, 1, 1), Unit.YEAR)


def duty(**given: Any) -> PublicationDuty:
    return PublicationDuty(
        **{
            "matter": Matter.ASSESSMENT_RESULT,
            "each": Unit.MONTH,
            "counted_from": "last_day",
            "within_days": 5,
            "per": Unit.MONTH,
            "partial_period": "not_required",
            **given,
        }
    )


def published(about: Period, on: date, matter: Matter = Matter.ASSESSMENT_RESULT) -> Publication:
    return Publication(matter=matter, about=about, on=on, event=named(f"{about.label} {on}"))


def of_february(*given: Publication, rule: PublicationDuty | None = None, **fields: Any) -> Verdict:
    today = fields.pop("today", date(2028, 3, 31))
    return judge(rule or duty(), subject(FEBRUARY, publications=given, today=today, **fields))


def of_year(*months: int, **fields: Any) -> Verdict:
    given = [published(month, month.last) for month in YEAR.months() if month.first.month in months]
    today = fields.pop("today", date(2027, 1, 31))
    return judge(
        duty(per=Unit.YEAR, **fields.pop("parameters", {})),
        subject(YEAR, publications=tuple(given), today=today, **fields),
    )


@pytest.mark.parametrize(
    ("on", "status", "codes"),
    [
        (date(2028, 2, 29), Status.PASSED, []),
        (date(2028, 3, 5), Status.PASSED, []),
        (date(2028, 3, 6), Status.OFF_WINDOW, ["PUBLISHED_LATE"]),
    ],
)
def test_the_days_after_the_last_of_a_leap_february(on: date, status: Status, codes: list[str]) -> None:
    verdict = of_february(published(FEBRUARY, on))
    assert (verdict.status, verdict.held) == (status, 1)
    assert [shortfall.code for shortfall in verdict.shortfalls] == codes


@pytest.mark.parametrize(
    ("on", "status"), [(date(2028, 2, 1), Status.PASSED), (date(2028, 2, 2), Status.OFF_WINDOW)]
)
def test_c03_a_theme_is_published_by_the_first_day_of_its_month(on: date, status: Status) -> None:
    """安图社区: 一月一发布、月月有主题; from which day and by when is a reading."""
    rule = duty(matter=Matter.ACTIVITY_THEME, counted_from="first_day", within_days=0)
    assert of_february(published(FEBRUARY, on, Matter.ACTIVITY_THEME), rule=rule).status is status


def test_the_first_publication_of_a_month_is_the_one_that_counts() -> None:
    late, in_time = published(FEBRUARY, date(2028, 3, 20)), published(FEBRUARY, date(2028, 3, 2))
    for given in ((late, in_time), (in_time, late)):
        verdict = of_february(*given)
        assert (verdict.status, verdict.events) == (Status.PASSED, (in_time.event,))


def test_what_was_published_about_something_else() -> None:
    january = Period.of(date(2028, 1, 1), Unit.MONTH)
    other = published(FEBRUARY, date(2028, 2, 29), Matter.ACTIVITY_THEME)
    assert of_february(other, published(january, date(2028, 2, 29))).status is Status.MISSED


@pytest.mark.parametrize(
    ("today", "status", "recheck"),
    [
        (date(2028, 1, 30), Status.NOT_YET_DUE, date(2028, 1, 31)),
        (date(2028, 1, 31), Status.PENDING, date(2028, 3, 2)),
        (date(2028, 3, 1), Status.PENDING, date(2028, 3, 2)),
        (date(2028, 3, 2), Status.AT_RISK, date(2028, 3, 5)),
        (date(2028, 3, 4), Status.AT_RISK, date(2028, 3, 5)),
        (date(2028, 3, 5), Status.MISSED, None),
    ],
)
def test_before_and_after_its_last_day(today: date, status: Status, recheck: date | None) -> None:
    verdict = of_february(today=today)
    assert (verdict.status, verdict.recheck) == (status, recheck)


def test_c05_twelve_asked_for_and_eleven_published() -> None:
    """访惠聚社区: 一月一考核, 每月公示考核结果."""
    verdict = of_year(*(month for month in range(1, 13) if month != 7))
    assert (verdict.status, verdict.required, verdict.held) == (Status.MISSED, 12, 11)
    [shortfall] = verdict.shortfalls
    assert (shortfall.code, shortfall.about) == ("NOT_PUBLISHED", "2026-07")
    assert of_year(*range(1, 13)).status is Status.PASSED


def test_a_year_that_runs() -> None:
    half = of_year(*range(1, 7), today=date(2026, 7, 1))
    assert (half.status, half.recheck) == (Status.PENDING, date(2026, 8, 2))
    lost = of_year(*range(1, 6), today=date(2026, 7, 5))
    assert (lost.status, lost.recheck) == (Status.MISSED, date(2026, 8, 2))


def test_the_last_month_is_due_after_the_year() -> None:
    assert of_year(*range(1, 12), today=YEAR.last).status is Status.PENDING
    assert of_year(*range(1, 12), today=date(2027, 1, 5)).status is Status.MISSED


@pytest.mark.parametrize(
    ("fields", "partial", "required"),
    [
        ({"founded_on": date(2026, 3, 2)}, "not_required", 9),
        ({"founded_on": date(2026, 3, 2)}, "required", 10),
        ({"founded_on": date(2026, 3, 1)}, "not_required", 10),
        ({"founded_on": date(2026, 3, 31)}, "required", 10),
        ({"ended_on": date(2026, 3, 1)}, "required", 2),
        ({"ended_on": date(2026, 3, 2)}, "required", 3),
        ({"ended_on": date(2026, 3, 31)}, "not_required", 2),
        ({"ended_on": date(2026, 3, 31)}, "required", 3),
        ({"ended_on": date(2026, 4, 1)}, "not_required", 3),
    ],
)
def test_months_in_which_the_branch_was_founded_or_dissolved(
    fields: Any, partial: str, required: int
) -> None:
    verdict = of_year(*range(1, 13), parameters={"partial_period": partial}, **fields)
    assert (verdict.status, verdict.required) == (Status.PASSED, required)


def test_nothing_is_asked_of_a_month_before_the_branch() -> None:
    assert of_february(founded_on=date(2028, 3, 1)).status is Status.NOT_REQUIRED


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({}, False),
        ({"within_days": 6}, True),
        ({"within_days": 4}, False),
        ({"each": Unit.QUARTER, "per": Unit.YEAR}, True),
        ({"each": Unit.QUARTER, "per": Unit.YEAR, "within_days": 4}, None),
        ({"partial_period": "required"}, False),
        ({"counted_from": "first_day"}, None),
        ({"matter": Matter.ACTIVITY_THEME}, None),
    ],
)
def test_a_local_rule_that_asks_for_less(local: Any, weaker: bool | None) -> None:
    assert PublicationKind().weaker(duty(**local), duty()) is weaker


def test_it_says_itself_in_words() -> None:
    kind = PublicationKind()
    assert kind.sentences(duty()).zh == "考核结果每月公示一次,不迟于当月最后一天之后5天"
    assert kind.sentences(duty()).en == (
        "Assessment result: made public for each month, at the latest 5 days after the last day of the month"
    )
    first = kind.sentences(duty(matter=Matter.ACTIVITY_THEME, counted_from="first_day", within_days=0))
    assert first.zh == "活动主题每月公示一次,不迟于当月第一天"
    assert (
        first.en
        == "Theme of activities: made public for each month, at the latest on the first day of the month"
    )


def test_its_periods_are_those_of_its_parameters() -> None:
    kind = PublicationKind()
    assert (kind.unit(duty(per=Unit.YEAR), 0), kind.looks_at(duty())) == (Unit.YEAR, frozenset())


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"within_days": -1}, "within_days"),
        ({"each": Unit.YEAR}, "per"),
        ({"remind_days": -1}, "remind_days"),
    ],
)
def test_parameters_that_cannot_be(wrong: Any, parameter: str) -> None:
    with pytest.raises(ValueError, match=parameter):
        duty(**wrong)
