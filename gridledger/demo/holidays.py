"""The arrangement of holidays for 2025 as it was published, the one real calendar of the demo.

国务院办公厅关于2025年部分节假日安排的通知, 国办发明电〔2024〕12号, of 12 November 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.calendar.commands import PublishCalendarYear

YEAR = 2025
SOURCE = "国办发明电〔2024〕12号"
# From a day to a day, both off: 元旦, 春节, 清明节, 劳动节, 端午节, 国庆节和中秋节.
_OFF = (
    ((1, 1), (1, 1)),
    ((1, 28), (2, 4)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((5, 31), (6, 2)),
    ((10, 1), (10, 8)),
)
# Those of them that are holidays of the law, thirteen a year (全国年节及纪念日放假办法 2024).
_HOLIDAYS = (
    *((1, 1), (1, 28), (1, 29), (1, 30), (1, 31), (4, 4)),
    *((5, 1), (5, 2), (5, 31), (10, 1), (10, 2), (10, 3), (10, 6)),
)
_WORKED = ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11))


def calendar_of_2025() -> PublishCalendarYear:
    """The command that publishes it."""
    holidays = tuple(date(YEAR, *day) for day in _HOLIDAYS)
    return PublishCalendarYear(
        year=YEAR,
        holidays=holidays,
        days_off=tuple(day for day in _days_off() if day not in holidays),
        workdays=tuple(date(YEAR, *day) for day in _WORKED),
        source=SOURCE,
    )


def _days_off() -> Iterator[date]:
    for first, last in _OFF:
        day = date(YEAR, *first)
        while day <= date(YEAR, *last):
            yield day
            day += timedelta(days=1)
