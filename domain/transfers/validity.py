"""How long a letter may be used."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

# Regulations on the education and management of members (中国共产党党员教育管理工作条例, 2019) leave the term to the
# letter: three months are usual, six where it leaves the province.
MONTHS_WITHIN_PROVINCE = 3
MONTHS_ACROSS_PROVINCES = 6


def valid_until(issued_on: date, from_county: str, to_county: str) -> date:
    """The last day on which a letter may be received; counties are division codes, provinces their first two digits."""
    same = from_county[:2] == to_county[:2]
    return _months_later(issued_on, MONTHS_WITHIN_PROVINCE if same else MONTHS_ACROSS_PROVINCES)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
