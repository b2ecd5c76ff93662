"""Scalars of the API beyond GraphQL's own: each with one strict text or number form, in and out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType, TypeVar

import strawberry
from graphql import GraphQLError, ValueNode
from graphql.utilities import value_from_ast_untyped
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from domain.core import Occurred

Position = NewType("Position", int)
Fen = NewType("Fen", int)
T = TypeVar("T")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_LARGEST = 2**53 - 1  # of what every JSON reader keeps exact


def instant_text(instant: datetime) -> str:
    """An instant in UTC with a Z; microseconds only where there are any."""
    return Occurred.at(instant)


def parse_instant(text: Any) -> datetime:
    """An ISO 8601 instant with Z or an offset, as UTC. Raises ValueError or OverflowError."""
    return datetime.fromisoformat(_text(_INSTANT, text)).astimezone(UTC)


def _scalar(
    name: str, description: str, serialize: Callable[[T], object], parse: Callable[[Any], T], wanted: str
) -> ScalarDefinition:
    """A scalar whose complaint names what is wanted, and never what was given; where, if it stands in the document.

    As a GraphQLError it is the engine's own finding, not an exception of ours.
    """

    def value(given: Any, node: ValueNode | None = None) -> T:
        try:
            return parse(given)
        except (ValueError, TypeError, OverflowError):
            raise GraphQLError(f"Expected {wanted}.", node) from None

    def literal(node: ValueNode, variables: dict[str, Any] | None = None) -> T:
        return value(value_from_ast_untyped(node, variables), node)

    return strawberry.scalar(
        name=name, description=description, serialize=serialize, parse_value=value, parse_literal=literal
    )


def _text(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError
    return value


def _parse_day(value: Any) -> date:
    return date.fromisoformat(_text(_DAY, value))


def _parse_decimal(value: Any) -> Decimal:
    return Decimal(_text(_DECIMAL, value))


def _parse_occurred(value: Any) -> Occurred:
    if not isinstance(value, str):
        raise TypeError
    return Occurred.parse(value)


def _parse_position(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise ValueError
    return value


def _parse_fen(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_LARGEST <= value <= _LARGEST:
        raise ValueError
    return value


SCALARS: Mapping[object, ScalarDefinition] = {
    Position: _scalar(
        name="Position",
        description=(
            "A position in the county's log (日志位置): a whole number from 1, without gaps, in the order in "
            "which events were kept. 0 stands before the first event."
        ),
        serialize=int,
        parse=_parse_position,
        wanted="a whole number from 0",
    ),
    Fen: _scalar(
        name="Fen",
        description="An amount of money in fen (金额，分): a whole number; 100 are one yuan.",
        serialize=int,
        parse=_parse_fen,
        wanted="a whole number of fen",
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value (JSON 值), as it was stored.",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
    Decimal: _scalar(
        name="Decimal",
        description='An exact decimal number (小数) as text: "5.50". Points have two decimals.',
        serialize=str,
        parse=_parse_decimal,
        wanted='a decimal number as text, such as "5.50"',
    ),
    Occurred: _scalar(
        name="Occurred",
        description=(
            "When something happened (发生时间), no more exact than it is known (ISO 8601, EDTF level 0): a "
            'year "2026", a month "2026-11", a day "2026-11-18" or an instant in UTC "2026-11-18T11:30:00Z".'
        ),
        serialize=str,
        parse=_parse_occurred,
        wanted='a time such as "2026-11-18" or "2026-11-18T11:30:00Z"',
    ),
    date: _scalar(
        name="Date",
        description='A day (日期) in the county\'s time zone, ISO 8601: "2026-11-18".',
        serialize=date.isoformat,
        parse=_parse_day,
        wanted='a day such as "2026-11-18"',
    ),
    datetime: _scalar(
        name="DateTime",
        description=(
            'An instant (时刻), ISO 8601 with Z or an offset: "2026-11-18T11:30:00Z". Answers are in UTC.'
        ),
        serialize=instant_text,
        parse=parse_instant,
        wanted='an instant such as "2026-11-18T11:30:00Z"',
    ),
}
