"""Rows that were read once, and other rows laid over them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from projections.framework.table import Key, Row, Table

_Group = dict[Key, Row]  # in the order of its keys


class NotReadError(LookupError):
    """A table was asked for that was not read, so that nobody can say whether it has a row."""


class ReadRows:
    """What verdicts take their facts from (``projections.compliance.known.Known``). Nothing in it ever changes."""

    def __init__(self, tables: Mapping[Table, Iterable[Row]]) -> None:
        self._tables = {table: _grouped(table, rows) for table, rows in tables.items()}

    def get(self, table: Table, *key: Any) -> Row | None:
        """The row, or None."""
        return self._group(table, key[0] if key else None).get(key)

    def require(self, table: Table, *key: Any) -> Row:
        """The row. Raises LookupError if there is none."""
        return self._group(table, key[0] if key else None)[key]

    def of(self, table: Table, first: Any) -> Sequence[Row]:
        """All rows with this value in the first column of their key, by key."""
        return list(self._group(table, first).values())

    def all_of(self, table: Table) -> Iterator[Row]:
        """Every row of a table."""
        return (row for group in self._read(table).values() for row in group.values())

    def laid_over(self, table: Table, rows: Iterable[Row]) -> ReadRows:
        """The same with these rows of a table: in the place of those with their keys, or beside them."""
        by_key = {table.key_of(row): row for row in (*self.all_of(table), *rows)}
        other = ReadRows({table: by_key.values()})
        other._tables = {**self._tables, **other._tables}
        return other

    def _group(self, table: Table, first: Any) -> _Group:
        return self._read(table).get(first, {})

    def _read(self, table: Table) -> dict[Any, _Group]:
        try:
            return self._tables[table]
        except KeyError:
            raise NotReadError(f"{NotReadError.__doc__} ({table.name})") from None


def _grouped(table: Table, rows: Iterable[Row]) -> dict[Any, _Group]:
    found: dict[Any, _Group] = {}
    for key, row in sorted(((table.key_of(row), row) for row in rows), key=lambda pair: pair[0]):
        found.setdefault(key[0] if key else None, {})[key] = row
    return found
