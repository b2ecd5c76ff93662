"""Scalars of the API beyond GraphQL's own: each with one strict text or number form, in and out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from domain.core import Occurred

Position = NewType("Position", int)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_LARGEST_POSITION = 2**53 - 1  # of what every JSON reader keeps exact


def instant_text(instant: datetime) -> str:
    """An instant in UTC with a Z; microseconds only where there are any."""
    return Occurred.at(instant)


def parse_instant(text: Any) -> datetime:
    """An ISO 8601 instant with Z or an offset, as UTC. Raises ValueError."""
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise ValueError("give an instant such as 2026-11-18T11:30:00Z")
    return datetime.fromisoformat(text).astimezone(UTC)


def _parse_decimal(text: Any) -> Decimal:
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise ValueError('give a decimal number as text, such as "5.50"')
    return Decimal(text)


def _parse_day(text: Any) -> date:
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError("give a day such as 2026-11-18")
    return date.fromisoformat(text)


def _parse_occurred(text: Any) -> Occurred:
    if not isinstance(text, str):
        raise TypeError("give a text such as 2026-11-18")
    return Occurred.parse(text)


def _parse_position(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST_POSITION:
        raise ValueError("give a whole number from 0")
    return value


SCALARS: Mapping[object, ScalarDefinition] = {
    Position: strawberry.scalar(
        name="Position",
        description=(
            "A position in the county's log (日志位置): a whole number from 1, without gaps, in the order in "
            "which events were kept. 0 stands before the first event."
        ),
        serialize=int,
        parse_value=_parse_position,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value (JSON 值), as it was stored.",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number (小数) as text: "5.50". Points have two decimals.',
        serialize=str,
        parse_value=_parse_decimal,
    ),
    Occurred: strawberry.scalar(
        name="Occurred",
        description=(
            "When something happened (发生时间), no more exact than it is known (ISO 8601, EDTF level 0): a "
            'year "2026", a month "2026-11", a day "2026-11-18" or an instant in UTC "2026-11-18T11:30:00Z".'
        ),
        serialize=str,
        parse_value=_parse_occurred,
    ),
    date: strawberry.scalar(
        name="Date",
        description='A day (日期) in the county\'s time zone, ISO 8601: "2026-11-18".',
        serialize=date.isoformat,
        parse_value=_parse_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            'An instant (时刻), ISO 8601 with Z or an offset: "2026-11-18T11:30:00Z". Answers are in UTC.'
        ),
        serialize=instant_text,
        parse_value=parse_instant,
    ),
}
