"""A table of a read model, declared once: from it come the statements, the cache and the audit of changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = dict[str, Any]  # column → value, all columns but tenant_id; never changed in place
Key = tuple[Any, ...]  # values of the key columns, tenant_id left out


@dataclass(frozen=True, eq=False)
class Table:
    """``key`` and ``columns`` give each column's SQL type; ``tenant_id`` leads every table and is not named.

    Rows are loaded by the first column of their key, so that all coverings of an organisation come together.
    """

    name: str
    key: Mapping[str, str]
    columns: Mapping[str, str]
    counters: tuple[str, ...] = ()  # kept by difference; the other columns are set by whoever adds last
    audited: tuple[str, ...] = ()  # columns whose changes enter the audit trail
    kept: bool = True  # whether later events ask for its rows, so that they stay in memory after the batch

    @cached_property
    def types(self) -> dict[str, str]:
        """Every column but tenant_id, key first, with its SQL type."""
        return {**self.key, **self.columns}

    @cached_property
    def group(self) -> str | None:
        """The column by which rows are loaded; None for a table of one row a county."""
        return next(iter(self.key), None)

    def key_of(self, row: Row) -> Key:
        """The key of a row."""
        return tuple(row[column] for column in self.key)
