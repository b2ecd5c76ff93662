"""Where the facts for verdicts are taken from: the rows of a fold, or those that a rehearsal has read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from projections.framework.table import Row, Table


class Known(Protocol):
    """Rows of read models, as ``projections.framework.rows.Rows`` gives them to handlers."""

    def get(self, table: Table, *key: Any) -> Row | None:
        """The row, or None."""
        ...

    def require(self, table: Table, *key: Any) -> Row:
        """The row; an error if there is none."""
        ...

    def of(self, table: Table, first: Any) -> Sequence[Row]:
        """All rows with this value in the first column of their key, by key."""
        ...
