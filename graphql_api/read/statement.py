"""Parameters of a statement: every value goes in as one, so that no text of a client becomes SQL.

While a statement is written its parameters have names, ``$tenant``, ``$v3``; PostgreSQL gets numbers. So parts can be
written apart from each other, and two statements of the same shape are the same text, whatever their values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql_api.kept import Kept
from graphql_api.read.errors import BadUserInputError

MOST_PARAMETERS = 1000
KEPT_CHARACTERS = 2_000_000  # of statements, all together
_NAME = re.compile(r"\$([a-z]\w*)")


class Shared(NamedTuple):
    """A number that whoever reads brings along, by its name: what is planned with it is so for all of them."""

    name: str


class Parameters:
    """Collects the values of a statement and names them."""

    def __init__(self, shared: Mapping[str, Any]) -> None:
        """``shared`` are values that any part may name: the caller's county and place, the time to read as of."""
        self.values = dict(shared)
        self._added = 0

    def add(self, value: Any) -> str:
        """The placeholder of ``value``. Raises BadUserInputError for what PostgreSQL cannot take."""
        if isinstance(value, Shared):
            return f"${value.name}::bigint"
        if self._added == MOST_PARAMETERS:
            raise BadUserInputError("条件过多，请减少。", "There are too many conditions in one query.")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and not _is_text(item):
                raise BadUserInputError(
                    "文本含有不允许的字符。", "A text holds U+0000 or half a surrogate pair."
                )
        name = f"v{self._added}"
        self._added += 1
        self.values[name] = value
        # Wide enough for whatever a client compares with; PostgreSQL would take the width of the column.
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return f"${name}{'::bigint' if is_number else ''}"

    def numbered(self, sql: str) -> tuple[str, list[Any]]:
        """The statement as PostgreSQL wants it, with the values of the parameters that it uses, in order."""
        text, names = numbered(sql)
        return text, [self.values[name] for name in names]


_statements: Kept[str, tuple[str, tuple[str, ...]]] = Kept(KEPT_CHARACTERS)


def numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """A statement with numbers, and the names of its parameters in their order."""
    known = _statements.get(sql)
    if known is not None:
        return known
    numbers: dict[str, int] = {}
    text = _NAME.sub(lambda found: f"${numbers.setdefault(found[1], len(numbers) + 1)}", sql)
    return _statements.put(sql, (text, tuple(numbers)), len(sql))


def _is_text(value: str) -> bool:
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False
