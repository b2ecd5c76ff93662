"""Pace: the days beside the end of a month, and numbers that months do not divide."""

from datetime import date

import pytest

from domain.policies.pace import expected_by, is_behind
from domain.policies.periods import Period, Unit

YEAR = Period.of(date(2028, 1, 1), Unit.YEAR)


@pytest.mark.parametrize(
    ("today", "of_twelve", "of_four"),
    [
        (date(2027, 12, 31), 0, 0),
        (date(2028, 1, 30), 0, 0),
        (date(2028, 1, 31), 1, 0),
        (date(2028, 2, 28), 1, 0),
        (date(2028, 2, 29), 2, 0),
        (date(2028, 3, 31), 3, 1),
        (date(2028, 9, 29), 8, 2),
        (date(2028, 9, 30), 9, 3),
        (date(2028, 12, 31), 12, 4),
        (date(2029, 1, 31), 12, 4),
    ],
)
def test_c01_how_many_are_expected_by_a_day(today: date, of_twelve: int, of_four: int) -> None:
    """工务段党总支: 12 and 4 a year, looked at each quarter's end."""
    assert (expected_by(12, YEAR, today), expected_by(4, YEAR, today)) == (of_twelve, of_four)


@pytest.mark.parametrize(
    ("held", "required", "behind"), [(9, 12, False), (8, 12, True), (3, 4, False), (2, 4, True)]
)
def test_c01_behind_pace_on_30_september(held: int, required: int, behind: bool) -> None:
    assert is_behind(held, required, YEAR, date(2028, 9, 30)) is behind
