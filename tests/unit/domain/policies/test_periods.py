"""Periods and months at their edges."""

from datetime import date

import pytest

from domain.policies.periods import Period, Unit, months_after, periods_between


@pytest.mark.parametrize(
    ("unit", "day", "first", "last", "label"),
    [
        (Unit.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        (Unit.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "2026-12"),
        (Unit.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "2026-Q1"),
        (Unit.QUARTER, date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30), "2026-Q2"),
        (Unit.HALF_YEAR, date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30), "2026-H1"),
        (Unit.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "2026-H2"),
        (Unit.YEAR, date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_a_day_lies_in_its_period(unit: Unit, day: date, first: date, last: date, label: str) -> None:
    period = Period.of(day, unit)
    assert (period.first, period.last, period.label, day in period) == (first, last, label, True)


def test_the_days_beside_a_period_are_not_in_it() -> None:
    quarter = Period.of(date(2026, 5, 1), Unit.QUARTER)
    assert date(2026, 3, 31) not in quarter
    assert date(2026, 7, 1) not in quarter
    assert [month.label for month in quarter.months()] == ["2026-04", "2026-05", "2026-06"]


def test_all_periods_with_a_day_between_two_days() -> None:
    found = periods_between(Unit.QUARTER, date(2025, 12, 31), date(2026, 4, 1))
    assert [period.label for period in found] == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert list(periods_between(Unit.MONTH, date(2026, 2, 1), date(2026, 1, 31))) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_count_from_the_anchor(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize("unit", Unit)
def test_a_label_names_its_period(unit: Unit) -> None:
    for day in (date(2024, 2, 29), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)):
        period = Period.of(day, unit)
        assert Period.named(period.label) == period


@pytest.mark.parametrize(
    "label",
    [
        "",
        "26",
        "2026-",
        "2026-0",
        "2026-00",
        "2026-13",
        "2026-Q0",
        "2026-Q5",
        "2026-H3",
        "0000",
        "2026-03-01",
    ],
)
def test_a_label_of_no_period(label: str) -> None:
    with pytest.raises(ValueError, match="a period is written"):
        Period.named(label)
