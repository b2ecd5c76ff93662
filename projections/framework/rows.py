"""The unit of work of a batch: rows are read and changed in memory, and written once at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from projections.framework.cache import Group, RowCache
from projections.framework.storage import Storage
from projections.framework.table import Key, Row, Table


class MissingRowError(LookupError):
    """An event speaks of something that no earlier event brought into being."""

    def __init__(self, table: Table, key: Key) -> None:
        super().__init__(f"{self.__doc__} ({table.name} {', '.join(map(str, key))})")


History = Callable[[UUID, int], Awaitable[list[DomainEvent]]]


class Rows:
    """What handlers work with. Rows are never changed in place: a change makes a new row."""

    def __init__(self, storage: Storage, cache: RowCache, history: History) -> None:
        self.history = history  # a stream's events up to a version: for handlers that need more than rows
        self._storage = storage
        self._cache = cache
        self._created: defaultdict[Table, dict[Key, Row]] = defaultdict(dict)
        self._changed: defaultdict[Table, dict[Key, Row | None]] = defaultdict(dict)  # None: deleted
        self._added: defaultdict[Table, dict[Key, Row]] = defaultdict(dict)
        self._touched: dict[tuple[Table, Key], Row | None] = {}
        self._gathered: defaultdict[Table, dict[Key, tuple[int, dict[str, int]]]] = defaultdict(dict)

    async def prefetch(self, wanted: Mapping[Table, Collection[Any]]) -> None:
        """Load rows by the first column of their key, one statement a table, unless they are in memory."""
        for table, firsts in wanted.items():
            missing = [first for first in firsts if not _whole(self._cache.get(table, first))]
            if missing:
                await self._load(table, missing)

    async def get(self, table: Table, *key: Any) -> Row | None:
        """The row as it stands at this event, or None."""
        group = self._cache.get(table, key[0] if key else None)
        if group is None or not (group.whole or key in group.rows):
            group = await self._group(table, key)
        return group.rows.get(key)

    async def require(self, table: Table, *key: Any) -> Row:
        """The row; MissingRowError if there is none."""
        row = await self.get(table, *key)
        if row is None:
            raise MissingRowError(table, key)
        return row

    async def of(self, table: Table, first: Any) -> list[Row]:
        """All rows with this value in the first column of their key, by key."""
        group = await self._group(table, (first,))
        return [row for _, row in sorted(group.rows.items())]

    async def find(self, table: Table, column: str, value: Any) -> list[Row]:
        """All rows with this value in any column, by key: a statement each time, so only for what is rare."""
        rows: dict[Key, Row | None] = {
            table.key_of(row): row for row in await self._storage.find(table, column, value)
        }
        for pending in (self._changed[table], self._created[table], self._added[table]):
            rows.update(pending)
        return [row for _, row in sorted(rows.items()) if row is not None and row[column] == value]

    def create(self, table: Table, **row: Any) -> None:
        """A row that cannot exist yet; none is looked for. If one does, the batch fails."""
        key = table.key_of(row)
        group = self._cache.get(table, key[0] if key else None)
        if group is None:
            group = self._cache.make(table, key[0] if key else None, whole=len(table.key) < 2)
        self._touched.setdefault((table, key), None)
        group.rows[key] = row
        self._created[table][key] = row

    async def put(self, table: Table, **row: Any) -> None:
        """A row, whether or not there is one of its key."""
        key = table.key_of(row)
        before = await self.get(table, *key)
        if before is None:
            self.create(table, **row)
        else:
            self._write(table, key, before, row)

    async def change(self, table: Table, *key: Any, **fields: Any) -> None:
        """Set some fields of a row; MissingRowError if there is none."""
        before = await self.require(table, *key)
        self._write(table, key, before, {**before, **fields})

    async def delete(self, table: Table, *key: Any) -> None:
        """Take a row away; MissingRowError if there is none."""
        before = await self.require(table, *key)
        self._touched.setdefault((table, key), before)
        del (await self._group(table, key)).rows[key]
        if self._created[table].pop(key, None) is None:
            self._changed[table][key] = None

    def add(self, table: Table, *key: Any, labels: Row, differences: Mapping[str, int]) -> None:
        """Add to the counters of a row that nobody reads here; ``labels`` are its other columns.

        ``position`` among them only grows.
        """
        pending = self._added[table].get(key)
        if pending is None:
            names = dict(zip(table.key, key, strict=True))
            pending = self._added[table][key] = {**names, **dict.fromkeys(table.counters, 0)}
        at = max(pending.get("position", 0), labels.get("position", 0))
        pending.update(labels)
        if "position" in labels:
            pending["position"] = at
        for column, difference in differences.items():
            pending[column] += difference

    def gather(self, table: Table, *leaf: Any, position: int, differences: Mapping[str, int]) -> None:
        """Sum up differences of a place that ``take_gathered`` spreads to rows later in the batch."""
        sums = self._gathered[table].get(leaf, (0, {}))[1]
        for column, difference in differences.items():
            sums[column] = sums.get(column, 0) + difference
        self._gathered[table][leaf] = (position, sums)

    def take_gathered(self, table: Table) -> dict[Key, tuple[int, dict[str, int]]]:
        """By place: the position of the last event that added to it, and the sums since the last taking."""
        return self._gathered.pop(table, {})

    def begin_event(self) -> None:
        """From here on, changes belong to the next event."""
        self._touched.clear()

    def transition(self, table: Table, *key: Any) -> tuple[Row | None, Row | None]:
        """A row before and after the event that is being folded; it must be in memory."""
        group = self._cache.get(table, key[0] if key else None)
        after = group.rows.get(key) if group else None
        return self._touched.get((table, key), after), after

    def changes(self) -> Iterator[tuple[Table, Key, Row | None, Row | None]]:
        """Every row that this event touched, before and after, in the order of first touch."""
        for (table, key), before in self._touched.items():
            yield table, key, before, self.transition(table, *key)[1]

    async def flush(self) -> None:
        """Write everything, one statement a table and kind of change."""
        for table, changed in self._changed.items():
            gone = [key for key, row in changed.items() if row is None]
            if gone:
                await self._storage.delete(table, gone)
        for table, created in self._created.items():
            if created:
                await self._storage.insert(table, list(created.values()))
        for table, changed in self._changed.items():
            rows = [row for row in changed.values() if row is not None]
            if rows:
                await self._storage.upsert(table, rows)
        for table, added in self._added.items():
            if added:
                await self._storage.add(table, list(added.values()))

    def _write(self, table: Table, key: Key, before: Row, after: Row) -> None:
        self._touched.setdefault((table, key), before)
        group = self._cache.get(table, key[0] if key else None)
        assert group is not None  # noqa: S101 - ``before`` was read from it
        group.rows[key] = after
        if key in self._created[table]:
            self._created[table][key] = after
        else:
            self._changed[table][key] = after

    async def _group(self, table: Table, key: Key) -> Group:
        first = key[0] if key else None
        group = self._cache.get(table, first)
        if group is None or not group.whole:
            await self._load(table, [first])
            group = self._cache.get(table, first)
            assert group is not None  # noqa: S101 - it has just been loaded
        return group

    async def _load(self, table: Table, firsts: Collection[Any]) -> None:
        newer = {first: self._cache.get(table, first) for first in firsts}
        groups = {first: self._cache.make(table, first, whole=True) for first in firsts}
        for row in await self._storage.select(table, list(firsts)):
            groups[row[table.group] if table.group else None].rows[table.key_of(row)] = row
        for first, group in newer.items():
            if group is not None:
                groups[first].rows.update(group.rows)


def _whole(group: Group | None) -> bool:
    return group is not None and group.whole
