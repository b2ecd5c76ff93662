"""Whether an organisation keeps pace (进度) with a number that is asked for by the end of a period."""

from __future__ import annotations

from datetime import date

from domain.policies.periods import Period


def expected_by(required: int, period: Period, today: date) -> int:
    """How many of ``required`` meetings fall to the months of the period that are closed, rounded down.

    ``today`` is the last day that was closed. Of 4 a year, 3 are expected once 30 September is closed, 2 before.
    """
    closed = sum(month.last <= today for month in period.months())
    return required * closed // period.unit.months


def is_behind(held: int, required: int, period: Period, today: date) -> bool:
    """Whether fewer were held than are expected by then. Whether that is a miss, the period's end says."""
    return held < expected_by(required, period, today)
