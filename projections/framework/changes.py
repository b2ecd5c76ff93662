"""Which rows an event touched, and the batch before it: what they were says what to write, and how to go back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from projections.framework.cache import RowCache
from projections.framework.table import Key, Row, Table


class Changes:
    """Rows as they were; as they are, they stand in the cache, None where there was or is none."""

    def __init__(self, cache: RowCache) -> None:
        self._cache = cache
        self.appended: defaultdict[Table, list[Row]] = defaultdict(list)
        self._event: dict[tuple[Table, Key], Row | None] = {}
        self._appending: list[tuple[Table, Row]] = []  # by the event
        self._command: dict[tuple[Table, Key], Row | None] = {}  # of counters
        self._batch: defaultdict[Table, dict[Key, Row | None]] = defaultdict(dict)

    def append(self, table: Table, row: Row) -> None:
        """A new row that nobody reads while folding."""
        self._appending.append((table, row))

    def touch(self, table: Table, key: Key, before: Row | None) -> None:
        """Called before each change of a row."""
        self._event.setdefault((table, key), before)

    def now(self, table: Table, key: Key) -> Row | None:
        """The row as it stands; it must be in memory."""
        return self._cache[table].rows.get(key)

    def transition(self, table: Table, key: Key) -> tuple[Row | None, Row | None]:
        """A row before and after the event."""
        after = self.now(table, key)
        return self._event.get((table, key), after), after

    def of_event(self) -> Iterator[tuple[Table, Key, Row | None, Row | None]]:
        """Every row that the event touched, before and after, in the order of first touch."""
        for (table, key), before in self._event.items():
            yield table, key, before, self._cache[table].rows[key]
        for table, row in self._appending:
            yield table, table.key_of(row), None, row

    def of_batch(self) -> Mapping[Table, Mapping[Key, Row | None]]:
        """By table, every row that ended events touched, as it was before the batch."""
        return self._batch

    def pending(self, table: Table) -> dict[Key, Row | None]:
        """The table's rows that the batch and the event touched, as they are."""
        keys = [*self._batch[table], *(key for where, key in self._event if where is table)]
        return {key: self.now(table, key) for key in keys}

    def end_event(self) -> None:
        """The event's changes are the batch's."""
        for place, before in self._event.items():
            table, key = place
            self._batch[table].setdefault(key, before)
            if table.by_command:
                self._command.setdefault(place, before)
        for table, row in self._appending:
            self.appended[table].append(row)
        self._event.clear()
        self._appending.clear()

    def end_command(self) -> list[tuple[Table, Key, Row | None, Row | None]]:
        """Counters before and after the command; those that came back to what they were are as they were."""
        changed = []
        for (table, key), before in self._command.items():
            after = self.now(table, key)
            if before and after and before == {**after, "known_from": before["known_from"]}:
                self._cache[table].rows[key] = before
            elif before or after:
                changed.append((table, key, before, after))
        self._command.clear()
        return changed

    def abandon_event(self) -> None:
        """All rows as they were before the event."""
        for (table, key), before in self._event.items():
            memory = self._cache[table]
            if before is None and self._batch[table].get(key) is None:
                memory.drop(table, key)  # that there was none, the event may have taken for granted
            else:
                memory.rows[key] = before
        self._event.clear()
        self._appending.clear()
