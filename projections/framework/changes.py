"""Which rows an event touched, and the batch before it: what they were says what to write, and how to go back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from projections.framework.cache import UNTOUCHED, Cell, RowCache
from projections.framework.table import Key, Row, Table, Values


class Counted(NamedTuple):
    """Counters before and after a command."""

    table: Table
    before: Row | None
    after: Row | None


class Changes:
    """The cells that an event, its command and its batch touched; each says itself what was there before."""

    def __init__(self, cache: RowCache) -> None:
        self._cache = cache
        self._event: list[Cell] = []
        self._appending: list[tuple[Table, Row]] = []  # by the event
        self._noting: list[tuple[Table, Iterable[Values]]] = []
        self._command: list[Cell] = []  # of counters
        self._batch: defaultdict[Table, list[Cell]] = defaultdict(list)
        self.appended: defaultdict[Table, list[Values]] = defaultdict(list)

    def append(self, table: Table, row: Row) -> None:
        """A new row that nobody reads while folding."""
        self._appending.append((table, row))

    def note(self, table: Table, rows: Iterable[Values]) -> None:
        """The same, and no change that others would tell of."""
        self._noting.append((table, rows))

    def write(self, cell: Cell, row: Row | None) -> None:
        """What stands there from now on."""
        if cell.before_event is UNTOUCHED:
            cell.before_event = cell.row
            self._event.append(cell)
        cell.row = row
        self._cache[cell.table].changed(row)

    def transition(self, table: Table, key: Key) -> tuple[Row | None, Row | None]:
        """A row before and after the event."""
        cell = self._cache[table].cells.get(key)
        if cell is None:
            return None, None
        return (cell.row if cell.before_event is UNTOUCHED else cell.before_event), cell.row

    def of_event(self) -> Iterator[tuple[Table, Key, Row | None, Row | None]]:
        """Every row that the event touched, before and after, in the order of first touch."""
        for cell in self._event:
            yield cell.table, cell.key, cell.before_event, cell.row
        for table, row in self._appending:
            yield table, table.key_of(row), None, row

    def pending(self, table: Table) -> dict[Key, Row | None]:
        """The table's rows that the batch and the event touched, as they are."""
        cells = [*self._batch[table], *(cell for cell in self._event if cell.table is table)]
        return {cell.key: cell.row for cell in cells}

    def end_event(self) -> None:
        """The event's changes are the batch's."""
        for cell in self._event:
            before, cell.before_event = cell.before_event, UNTOUCHED
            if cell.before_batch is UNTOUCHED:
                cell.before_batch = before
                self._batch[cell.table].append(cell)
            if cell.table.by_command and cell.before_command is UNTOUCHED:
                cell.before_command = before
                self._command.append(cell)
        for table, row in self._appending:
            self.appended[table].append(table.values_of(row))
        for table, rows in self._noting:
            self.appended[table].extend(rows)
        self._event.clear()
        self._appending.clear()
        self._noting.clear()

    def end_command(self) -> list[Counted]:
        """Counters before and after the command; those that came back to what they were are as they were."""
        changed = []
        for cell in self._command:
            before, after = cell.before_command, cell.row
            cell.before_command = UNTOUCHED
            if before and after and before == {**after, "known_from": before["known_from"]}:
                cell.row = before
            elif before or after:
                changed.append(Counted(cell.table, before, after))
        self._command.clear()
        return changed

    def abandon_event(self) -> None:
        """All rows as they were before the event."""
        for cell in self._event:
            cell.row, cell.before_event = cell.before_event, UNTOUCHED
            self._cache[cell.table].changed(cell.row)
            if cell.row is None and not cell.before_batch and cell.is_guess:
                # What was looked up is kept: an event that makes many rows would look up each again for each of them.
                self._cache[cell.table].drop(cell)
        self._event.clear()
        self._appending.clear()
        self._noting.clear()

    def of_batch(self) -> Mapping[Table, list[Cell]]:
        """By table, every cell that ended events touched."""
        return self._batch

    def settle(self) -> None:
        """The batch has been written: rows are as they were before the next one."""
        for cells in self._batch.values():
            for cell in cells:
                cell.before_batch = UNTOUCHED
        self._batch.clear()
        self.appended.clear()
