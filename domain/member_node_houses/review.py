"""When a node house is to be looked at again: each half-year (每半年一次考评; domain row O09)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

REVIEW_MONTHS = 6


def review_due_on(since: date) -> date:
    """The day half a year after a review, or after somebody began; the month's last, if it has no such day."""
    months = since.year * 12 + since.month - 1 + REVIEW_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
