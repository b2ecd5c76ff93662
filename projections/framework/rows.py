"""The unit of work of a batch: rows are read and changed in memory, and written once at its end.

Within it an event is a unit too: between ``begin_event`` and ``end_event`` its changes can be taken back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from projections.framework.additions import Additions, Gathered
from projections.framework.cache import RowCache
from projections.framework.changes import Changes
from projections.framework.past import write_past
from projections.framework.storage import Storage
from projections.framework.table import History, Key, Row, Table
from projections.framework.versions import Versions, mask_of


class RowError(LookupError):
    """A row is not as an event takes it to be; its docstring, the table and the key are the message."""

    def __init__(self, table: Table, key: Key) -> None:
        super().__init__(f"{self.__doc__} ({table.name} {', '.join(map(str, key))})")


class MissingRowError(RowError):
    """An event speaks of something that no earlier event brought into being."""


class RowExistsError(RowError):
    """An event brings into being what an earlier one brought into being already."""


StreamHistory = Callable[[UUID, int], Awaitable[list[DomainEvent]]]


class Rows:
    """What handlers work with. Rows are never changed in place: a change makes a new row.

    ``position`` is that of the event being folded, ``day`` the one on which it occurred in the county;
    ``true_from`` is the day from which states are what it says, the same unless a handler sets another.
    """

    def __init__(self, storage: Storage, cache: RowCache, history: StreamHistory) -> None:
        self.history = history  # a stream's events up to a version: for handlers that need more than rows
        self.position = 0
        self.day = self.true_from = date.min
        self._storage = storage
        self._cache = cache
        self._changes = Changes(cache)
        self._additions = Additions()
        self._versions = Versions()
        self._counted: list[tuple[Table, Key, Row | None, Row | None]] = []

    def begin_event(self, position: int, day: date) -> None:
        """From here on, changes belong to the event at this position, which occurred on that day."""
        self.position = position
        self.day = self.true_from = day
        self._additions.begin()

    def end_event(self) -> None:
        """The event has been folded: its changes join the batch."""
        self._changes.end_event()
        self._versions.end_event()
        self._additions.end()

    def abandon_event(self) -> None:
        """The event could not be folded: all is as if it had never been begun."""
        self._changes.abandon_event()
        self._versions.abandon_event()
        self._additions.abandon()

    def end_command(self) -> None:
        """All events of a command have been folded or abandoned: counters have their version."""
        self._counted = self._changes.end_command()
        self._versions.end_command(self._counted, self.position)

    @property
    def has_counted(self) -> bool:
        """Whether the command that has ended changed counters."""
        return bool(self._counted)

    def counted(self, table: Table) -> Iterator[tuple[Key, Row | None, Row | None]]:
        """Counters before and after the command that has ended."""
        return ((key, before, after) for where, key, before, after in self._counted if where is table)

    async def prefetch(self, wanted: Mapping[Table, Collection[Any]]) -> None:
        """Load rows by the first column of their key, one statement a table, unless they are in memory."""
        for table, firsts in wanted.items():
            knows = self._cache[table].knows
            missing = [first for first in firsts if not knows(table, first)]
            if missing:
                await self._load(table, missing)

    def has_all(self, table: Table) -> bool:
        """Whether the whole table is in memory."""
        return self._cache[table].is_complete

    async def get(self, table: Table, *key: Any) -> Row | None:
        """The row as it stands at this event, or None."""
        memory = self._cache[table]
        row = memory.rows.get(key)
        if row is None and key not in memory.rows:
            await self._load_group(table, key[0] if key else None)
            row = memory.rows.get(key)
        return row

    async def require(self, table: Table, *key: Any) -> Row:
        """The row; MissingRowError if there is none."""
        row = self._cache[table].rows.get(key) or await self.get(table, *key)
        if row is None:
            raise MissingRowError(table, key)
        return row

    async def of(self, table: Table, first: Any) -> list[Row]:
        """All rows with this value in the first column of their key, by key."""
        await self._load_group(table, first)
        memory = self._cache[table]
        keys = sorted(memory.groups.get(first, ())) if table.is_grouped else [(first,)]
        return [row for key in keys if (row := memory.rows.get(key)) is not None]

    async def find(self, table: Table, column: str, value: Any) -> list[Row]:
        """All rows with this value in any column, by key: a statement each time, so only for what is rare."""
        memory = self._cache[table]
        if memory.is_complete:
            found = (pair for pair in memory.rows.items() if pair[1] is not None and pair[1][column] == value)
            return [row for _, row in sorted(found) if row is not None]
        rows: dict[Key, Row | None] = {
            table.key_of(row): row for row in await self._storage.find(table, column, value)
        }
        rows.update(self._changes.pending(table))
        rows.update(self._additions.pending(table))
        return [row for _, row in sorted(rows.items()) if row is not None and row[column] == value]

    def create(self, table: Table, **row: Any) -> None:
        """A row that cannot exist yet; none is looked for. If one does, the batch fails.

        Of a table whose rows never change, handlers do not see it again. RowExistsError if one is in memory: it
        would be lost without a word.
        """
        if table.history is History.APPENDED:
            self._changes.append(table, row)
            return
        key = table.key_of(row)
        if self._cache[table].rows.get(key) is not None:
            raise RowExistsError(table, key)
        self._changes.touch(table, key, None)
        self._versions.create(table, key, row, self.position, self.true_from)
        self._cache[table].put(table, key, row)

    async def put(self, table: Table, **row: Any) -> None:
        """A row, whether or not there is one of its key."""
        key = table.key_of(row)
        before = await self.get(table, *key)
        if before is None:
            self.create(table, **row)
        else:
            self._write(table, key, before, row, table.all_bits)

    async def change(self, table: Table, *key: Any, **fields: Any) -> None:
        """Set some fields of a row; MissingRowError if there is none."""
        before = self._cache[table].rows.get(key) or await self.require(table, *key)
        self._write(table, key, before, {**before, **fields}, mask_of(table, fields))

    async def delete(self, table: Table, *key: Any) -> None:
        """Take a row away; MissingRowError if there is none."""
        before = await self.require(table, *key)
        self._changes.touch(table, key, before)
        self._versions.delete(table, before, self.position)
        self._cache[table].rows[key] = None

    def add(self, table: Table, *key: Any, labels: Row, differences: Mapping[str, int]) -> None:
        """Add to the counters of a row that nobody reads here; ``labels`` are its other columns.

        ``position`` among them only grows; where the past is kept by blocks, it says which one.
        """
        self._additions.add(table, key, labels, differences)

    def gather(self, table: Table, *leaf: Any, position: int, differences: Mapping[str, int]) -> None:
        """Sum up differences of a place that ``take_gathered`` spreads to rows later in the batch."""
        self._additions.gather(table, leaf, position, differences)

    def take_gathered(self, table: Table) -> Gathered:
        """Each place, the position of the last event that added to it, and the sums since the last taking.

        Where the past is kept by blocks of positions, a place comes once for each.
        """
        return self._additions.take_gathered(table)

    def transition(self, table: Table, *key: Any) -> tuple[Row | None, Row | None]:
        """A row before and after the event that is being folded; it must be in memory."""
        return self._changes.transition(table, key)

    def changes(self) -> Iterator[tuple[Table, Key, Row | None, Row | None]]:
        """Every row that this event touched, before and after, in the order of first touch."""
        return self._changes.of_event()

    async def flush(self) -> None:
        """Write what ended events changed, one statement a table and kind of change."""
        for table, before in self._changes.of_batch().items():
            await self._flush(table, before)
        for table, rows in self._changes.appended.items():
            await self._storage.insert(table, rows)
        await write_past(self._storage, self._versions, self._changes.of_batch())
        for table, block, added in self._additions.rows():
            await self._storage.add(table, added, block)

    async def _flush(self, table: Table, before: Mapping[Key, Row | None]) -> None:
        gone, created, changed = [], [], []
        now = self._cache[table].rows
        for key, was in before.items():
            row = now.get(key)
            if row is None:
                gone += [key] if was is not None else []
            elif was is None:
                created.append(row)
            elif row != was:
                changed.append(row)
        if gone:
            await self._storage.delete(table, gone)
        if created:
            await self._storage.insert(table, created)
        if changed:
            await self._storage.upsert(table, changed)

    def _write(self, table: Table, key: Key, before: Row, after: Row, mask: int) -> None:
        self._changes.touch(table, key, before)
        self._versions.change(table, key, before, after, mask, self.position, self.true_from)
        self._cache[table].rows[key] = after

    async def _load_group(self, table: Table, first: Any) -> None:
        if not self._cache[table].knows(table, first):
            await self._load(table, [first])

    async def _load(self, table: Table, firsts: Collection[Any]) -> None:
        groups: dict[Any, list[Row]] = {first: [] for first in firsts}
        for row in await self._storage.select(table, list(firsts)):
            groups[row[table.group] if table.group else None].append(row)
        for first, stored in groups.items():
            self._cache[table].put_group(table, first, stored)
