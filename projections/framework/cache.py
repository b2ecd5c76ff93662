"""Rows in memory: loaded once, kept from batch to batch within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projections.framework.table import Key, Row, Table


class Memory:
    """What is known of a table's rows: None where there is none.

    Rows whose key has several columns come in groups, by the first of them.
    """

    __slots__ = ("groups", "is_complete", "rows", "whole")

    def __init__(self, *, is_complete: bool = False) -> None:
        self.is_complete = is_complete  # no other row stands in the database
        self.rows: dict[Key, Row | None] = {}
        self.groups: dict[Any, set[Key]] = {}  # only of tables that are grouped
        self.whole: set[Any] = set()  # groups of which no other row stands in the database

    def put(self, table: Table, key: Key, row: Row | None) -> None:
        """A row as it stands from now on."""
        self.rows[key] = row
        if table.is_grouped:
            self.groups.setdefault(key[0], set()).add(key)

    def drop(self, table: Table, key: Key) -> None:
        """Know nothing of a row."""
        self.rows.pop(key, None)
        if table.is_grouped:
            self.groups[key[0]].discard(key)
            self.whole.discard(key[0])  # it may have come without the stored row of this key

    def put_group(self, table: Table, first: Any, stored: Iterable[Row]) -> None:
        """All rows with this value in the first column of their key; those in memory are newer."""
        loaded = {table.key_of(row): row for row in stored}
        if not table.is_grouped:
            key = () if table.group is None else (first,)
            self.rows.setdefault(key, loaded.get(key))
            return
        group = self.groups.setdefault(first, set())
        for key, row in loaded.items():
            if key not in group:
                group.add(key)
                self.rows[key] = row
        self.whole.add(first)

    def knows(self, table: Table, first: Any) -> bool:
        """Whether all rows with this value in the first column of their key are in memory."""
        if self.is_complete:
            return True
        if table.is_grouped:
            return first in self.whole
        return (() if table.group is None else (first,)) in self.rows

    def forget(self) -> None:
        """What is in the database stands."""
        self.is_complete = False
        self.rows.clear()
        self.groups.clear()
        self.whole.clear()


class RowCache(dict[Table, Memory]):
    """By table. True only as long as nobody else writes them: dropped when the checkpoint is not as we left it."""

    def __init__(self, capacity: int = 30_000, *, from_nothing: bool = False) -> None:
        """``capacity`` in rows, of all tables together, from batch to batch.

        ``from_nothing``: the tables are empty, so that what is not in memory is nowhere, until something is forgotten.
        """
        super().__init__()
        self._capacity = capacity
        self._from_nothing = from_nothing

    def __missing__(self, table: Table) -> Memory:
        # Sums are added to in the database, past the memory.
        memory = self[table] = Memory(is_complete=self._from_nothing and table.kept and not table.counters)
        return memory

    def settle(self) -> None:
        """The batch is over: forget what later batches will not ask for, and the largest tables if it is too much."""
        for table, memory in self.items():
            if not table.kept:
                memory.forget()
        while sum(len(memory.rows) for memory in self.values()) > self._capacity:
            max(self.values(), key=lambda memory: len(memory.rows)).forget()
