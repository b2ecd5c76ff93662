"""Rows in memory: loaded once, kept from batch to batch within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from projections.framework.table import Key, Row, Table

_BY_KEY = attrgetter("key")
UNTOUCHED: Final[Row] = {}  # by identity: no row was noted before the change, since there was no change


class Cell:
    """The place of one row: as it stands, and as it was before the event, the command and the batch that touched it.

    None where there is or was no row. What has been touched is noted in the cell itself, so that a row is looked for
    once, however many changes follow.
    """

    __slots__ = ("before_batch", "before_command", "before_event", "is_guess", "key", "row", "table")

    def __init__(self, table: Table, key: Key) -> None:
        self.table = table
        self.key = key
        self.row: Row | None = None
        self.is_guess = False  # that there was no row before was taken for granted, not looked up
        self.before_event: Row | None = UNTOUCHED
        self.before_command: Row | None = UNTOUCHED  # of counters
        self.before_batch: Row | None = UNTOUCHED


class Memory:
    """What is known of a table's rows.

    Rows whose key has several columns come in groups, by the first of them.
    """

    __slots__ = ("_indexes", "_mixed", "_table", "cells", "groups", "is_complete", "stamp", "whole")

    def __init__(self, table: Table, *, is_complete: bool = False) -> None:
        self._table = table
        self.is_complete = is_complete  # no other row stands in the database
        self.cells: dict[Key, Cell] = {}
        self.groups: dict[Any, list[Cell]] = {}  # only of tables that are grouped
        self.whole: set[Any] = set()  # groups of which no other row stands in the database
        self.stamp = 0  # another one once a row changed
        self._mixed: set[Any] = set()  # groups whose cells may be out of the order of keys
        self._indexes: dict[str, dict[Any, set[Any]]] = {}  # by column and value, first columns of keys

    def place(self, key: Key) -> Cell:
        """The cell of a row, made if it is not in memory; there is no row in it then."""
        fresh = Cell(self._table, key)
        cell = self.cells.setdefault(key, fresh)
        if cell is fresh and self._table.is_grouped:
            group = self.groups.setdefault(key[0], [])
            group.append(cell)
            if len(group) > 1:
                self._mixed.add(key[0])
        return cell

    def drop(self, cell: Cell) -> None:
        """Know nothing of a row."""
        del self.cells[cell.key]
        if self._table.is_grouped:
            first = cell.key[0]
            self.groups[first].remove(cell)
            self.whole.discard(first)  # it may have come without the stored row of this key

    def put_group(self, first: Any, stored: Iterable[Row]) -> None:
        """All rows with this value in the first column of their key; those in memory are newer."""
        loaded = {self._table.key_of(row): row for row in stored}
        for key in loaded if self._table.is_grouped else [self._only_key(first)]:
            if key not in self.cells:
                self.place(key).row = loaded.get(key)
        if self._table.is_grouped:
            self.whole.add(first)

    def knows(self, first: Any) -> bool:
        """Whether all rows with this value in the first column of their key are in memory."""
        if self.is_complete:
            return True
        if self._table.is_grouped:
            return first in self.whole
        return self._only_key(first) in self.cells

    def of(self, first: Any) -> list[Row]:
        """All rows with this value in the first column of their key, by key; it must be known."""
        if not self._table.is_grouped:
            only = self.cells.get(self._only_key(first))
            return [only.row] if only and only.row is not None else []
        cells = self.groups.get(first)
        if not cells:
            return []
        if len(cells) > 1 and first in self._mixed:
            cells.sort(key=_BY_KEY)
            self._mixed.discard(first)
        return [cell.row for cell in cells if cell.row is not None]

    def changed(self, row: Row | None) -> None:
        """A row has become this one."""
        self.stamp += 1
        if row is not None and self._indexes:
            for column, index in self._indexes.items():
                index.setdefault(row[column], set()).add(row[self._first])

    def firsts(self, column: str, values: Iterable[Any]) -> set[Any]:
        """The first columns of the keys of all rows that have, or had since this was first asked, such a value.

        Only where every row is in memory.
        """
        index = self._indexes.get(column)
        if index is None:
            index = self._indexes[column] = {}
            for cell in self.cells.values():
                if cell.row is not None:
                    index.setdefault(cell.row[column], set()).add(cell.row[self._first])
        return set().union(*(index.get(value, ()) for value in values))

    @property
    def _first(self) -> str:
        return next(iter(self._table.key))

    def forget(self) -> None:
        """What is in the database stands."""
        self.is_complete = False
        self.cells.clear()
        self.groups.clear()
        self.whole.clear()
        self._mixed.clear()
        self._indexes.clear()

    def _only_key(self, first: Any) -> Key:
        return () if self._table.group is None else (first,)


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
        is_complete = self._from_nothing and table.kept and not table.counters
        memory = self[table] = Memory(table, is_complete=is_complete)
        return memory

    def settle(self) -> None:
        """The batch is over: forget what later batches will not ask for, and the largest tables if it is too much."""
        for table, memory in self.items():
            if not table.kept:
                memory.forget()
        while sum(len(memory.cells) for memory in self.values()) > self._capacity:
            max(self.values(), key=lambda memory: len(memory.cells)).forget()
