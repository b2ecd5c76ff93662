"""Cursors: a row's place in one order of a list. SQL makes them, so that a planned answer needs no Python a row."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import msgspec

from graphql_api.read.errors import BadUserInputError

SEPARATOR = "\x1f"  # stands in no path, day or number


def cursor_sql(list_name: str, columns: Sequence[str]) -> str:
    """SQL of the cursor of a row: the list's name and the row's values in its order, in URL-safe base64 unpadded."""
    values = ", ".join(columns)
    text = f"concat_ws(E'\\x1f', '{list_name}', {values})"
    return f"translate(encode(convert_to({text}, 'UTF8'), 'base64'), E'+/=\\n', '-_')"


def decode_cursor(text: str, list_name: str, types: tuple[type, ...]) -> tuple[Any, ...]:
    """The values, of these types, of a cursor of the same list in the same order. Raises BadUserInputError."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        name, *values = raw.decode().split(SEPARATOR)
        if name != list_name or len(values) != len(types):
            raise BadUserInputError(
                "游标属于另一列表或另一种排序。",
                "The cursor belongs to another list, or another order of it.",
            )
        return tuple(_value(value, type_) for value, type_ in zip(values, types, strict=True))
    except (binascii.Error, ValueError):
        raise BadUserInputError("这不是此列表的游标。", "This is no cursor of this list.") from None


def _value(text: str, type_: type) -> Any:
    value: Any = msgspec.convert(text, type_, strict=False)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("beyond bigint")
    return value
