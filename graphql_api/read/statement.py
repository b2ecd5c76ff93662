"""Parameters of a statement: every value goes in as one, so that no text of a client becomes SQL."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from graphql_api.read.errors import BadUserInputError

MOST_PARAMETERS = 1000


class Parameters:
    """Collects values and names them $1, $2, …"""

    def __init__(self, tenant_id: str) -> None:
        self.values: list[Any] = []
        self._tenant_id = tenant_id

    @cached_property
    def tenant(self) -> str:
        """The placeholder of the county, one for all parts of a statement."""
        return self.add(self._tenant_id)

    def add(self, value: Any) -> str:
        """The placeholder of ``value``. Raises BadUserInputError for what PostgreSQL cannot take."""
        if len(self.values) == MOST_PARAMETERS:
            raise BadUserInputError("条件过多，请减少。", "There are too many conditions in one query.")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and not _is_text(item):
                raise BadUserInputError(
                    "文本含有不允许的字符。", "A text holds U+0000 or half a surrogate pair."
                )
        self.values.append(value)
        # Wide enough for whatever a client compares with; PostgreSQL would take the width of the column.
        return f"${len(self.values)}{'::bigint' if isinstance(value, int) else ''}"


def _is_text(value: str) -> bool:
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False
