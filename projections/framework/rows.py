"""The unit of work of a batch: rows are read and changed in memory, and written once at its end.

Within it an event is a unit too: between ``begin_event`` and ``end_event`` its changes can be taken back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from domain.core import DomainEvent
from projections.framework.additions import Additions, Gathered
from projections.framework.cache import Cell, RowCache
from projections.framework.changes import Changes, Counted
from projections.framework.loading import NotLoadedError
from projections.framework.past import write_past
from projections.framework.storage import Storage
from projections.framework.table import History, Key, Row, Table, Values
from projections.framework.versions import Versions

T = TypeVar("T")


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

    What is asked for and not in memory is a NotLoadedError, before anything has been changed by the call.
    """

    def __init__(self, storage: Storage, cache: RowCache, history: StreamHistory) -> None:
        self.position = 0
        self.day = self.true_from = date.min
        self._storage = storage
        self._cache = cache
        self._read_history = history
        self._changes = Changes(cache)
        self._additions = Additions()
        self._versions = Versions()
        self._counted: list[Counted] = []
        self._found: dict[tuple[Table, str, Any], list[Row]] = {}  # as they are stored
        self._among: dict[tuple[Any, ...], list[Any]] = {}  # first columns of keys, as they are stored
        self._kept: dict[Any, tuple[list[int], Any]] = {}
        self._gone: dict[tuple[Table, Key], int] = {}  # by the event; of a run, at which of its events
        self._histories: dict[tuple[UUID, int], list[DomainEvent]] = {}

    def begin_event(self, position: int, day: date) -> None:
        """From here on, changes belong to the event at this position, which occurred on that day."""
        self.position = position
        self.day = self.true_from = day
        self._additions.begin()
        self._gone.clear()

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

    def counted(self, table: Table) -> Iterator[Counted]:
        """Counters before and after the command that has ended."""
        return (counted for counted in self._counted if counted.table is table)

    async def prefetch(self, wanted: Mapping[Table, Collection[Any]]) -> None:
        """Load rows by the first column of their key, one statement a table, unless they are in memory."""
        for table, firsts in wanted.items():
            knows = self._cache[table].knows
            missing = [first for first in firsts if not knows(first)]
            if missing:
                await self._load(table, missing)

    def has_all(self, table: Table) -> bool:
        """Whether the whole table is in memory."""
        return self._cache[table].is_complete

    def get(self, table: Table, *key: Any) -> Row | None:
        """The row as it stands at this event, or None."""
        cell = self._cell(table, key)
        return None if cell is None else cell.row

    def require(self, table: Table, *key: Any) -> Row:
        """The row; MissingRowError if there is none."""
        return self._standing(table, key)[1]

    def of(self, table: Table, first: Any) -> list[Row]:
        """All rows with this value in the first column of their key, by key."""
        memory = self._cache[table]
        if not memory.knows(first):
            raise NotLoadedError(partial(self._load, table, [first]))
        return memory.of(first)

    def find(self, table: Table, column: str, value: Any) -> list[Row]:
        """All rows with this value in any column, by key: a statement each time, so only for what is rare."""
        return self.find_any(table, column, (value,))

    def find_any(self, table: Table, column: str, values: Collection[Any]) -> list[Row]:
        """The same of several values, by one statement; each can be asked for by itself then."""
        wanted = frozenset(values)
        memory = self._cache[table]
        rows: dict[Key, Row | None]
        if memory.is_complete:
            rows = {key: cell.row for key, cell in memory.cells.items()}
        else:
            missing = [value for value in wanted if (table, column, value) not in self._found]
            if missing:
                raise NotLoadedError(partial(self._find, table, column, missing))
            rows = {table.key_of(row): row for value in wanted for row in self._found[table, column, value]}
            rows.update(self._changes.pending(table))
            rows.update(self._additions.pending(table))
        found = ((key, row) for key, row in rows.items() if row is not None and row[column] in wanted)
        return [row for _, row in sorted(found, key=itemgetter(0))]

    def have(self, table: Table, firsts: Collection[Any]) -> None:
        """Make sure that all rows with these values in the first column of their key are in memory, at once."""
        knows = self._cache[table].knows
        missing = [first for first in firsts if not knows(first)]
        if missing:
            raise NotLoadedError(partial(self._load, table, missing))

    def all_of(self, table: Table, firsts: Collection[Any]) -> list[Row]:
        """All rows with these values in the first column of their key, loaded at once; free to be changed."""
        self.have(table, firsts)
        return [row for first in firsts for row in self._cache[table].of(first)]

    def among(
        self, table: Table, column: str, values: Collection[Any], since: tuple[str, date] | None = None
    ) -> list[Row]:
        """All rows with one of these values in a column, by key, loaded to be changed: two statements a table.

        ``since`` is another column, and the first day of it that is asked for.
        """
        firsts = self._firsts_among(table, column, frozenset(values), since)
        return [
            row
            for row in self.all_of(table, firsts)
            if row[column] in values and (since is None or row[since[0]] >= since[1])
        ]

    def _firsts_among(
        self, table: Table, column: str, values: frozenset[Any], since: tuple[str, date] | None
    ) -> list[Any]:
        """The first columns of the keys of rows that may be asked for."""
        memory = self._cache[table]
        if memory.is_complete:
            return sorted(memory.firsts(column, values))
        wanted = (table, column, values, since)
        if wanted not in self._among:
            raise NotLoadedError(partial(self._find_among, *wanted))
        touched = self._changes.pending(table).values()
        first = next(iter(table.key))
        firsts = [row[first] for row in touched if row is not None and row[column] in values]
        return sorted({*self._among[wanted], *firsts})

    def kept(self, make: Callable[[Rows], T], tables: Iterable[Table]) -> T:
        """What ``make`` works out from the rows of some tables alone, once for as long as none of them changes."""
        stamps = [self._cache[table].stamp for table in tables]
        held = self._kept.get(make)
        if held is None or held[0] != stamps:
            held = self._kept[make] = (stamps, make(self))
        made: T = held[1]
        return made

    def history(self, stream_id: UUID, up_to_version: int) -> list[DomainEvent]:
        """A stream's events up to a version, for handlers that need more than rows."""
        events = self._histories.get((stream_id, up_to_version))
        if events is None:
            raise NotLoadedError(partial(self._load_history, stream_id, up_to_version))
        return events

    def create(self, table: Table, **row: Any) -> None:
        """A row that cannot exist yet; none is looked for. If one does, the batch fails.

        Of a table whose rows never change, handlers do not see it again. RowExistsError if one is in memory: it
        would be lost without a word.
        """
        if table.history is History.APPENDED:
            self._changes.append(table, row)
            return
        key = table.key_of(row)
        memory = self._cache[table]
        is_known = memory.knows(key[0] if key else None)
        cell = memory.place(key)
        if cell.row is not None:
            raise RowExistsError(table, key)
        cell.is_guess = not is_known
        self._versions.create(cell, row, self.position, self.true_from)
        self._changes.write(cell, row)

    def note(self, table: Table, rows: Iterable[Values]) -> None:
        """New rows of a table whose rows never change, as values in the order of its columns.

        ``changes`` do not tell of them.
        """
        self._changes.note(table, rows)

    def put(self, table: Table, **row: Any) -> None:
        """A row, whether or not there is one of its key."""
        cell = self._cell(table, table.key_of(row))
        if cell is None or cell.row is None:
            self.create(table, **row)
        else:
            self._write(cell, cell.row, row, table.all_bits)

    def change(self, table: Table, *key: Any, **fields: Any) -> None:
        """Set some fields of a row; MissingRowError if there is none."""
        cell, before = self._standing(table, key)
        self._write(cell, before, {**before, **fields}, table.mask_of(fields))

    def delete(self, table: Table, *key: Any) -> None:
        """Take a row away; MissingRowError if there is none."""
        cell, before = self._standing(table, key)
        self._versions.delete(table, before, self.position)
        self._changes.write(cell, None)
        self._gone[table, key] = self.position

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

    def gone_at(self, table: Table, key: Key) -> int:
        """The position at which a row was taken away by the event, or the run, that is being folded."""
        return self._gone[table, key]

    async def flush(self) -> None:
        """Write what ended events changed, one statement a table and kind of change."""
        for table, cells in self._changes.of_batch().items():
            await self._flush(table, cells)
        for table, rows in self._changes.appended.items():
            await self._storage.append(table, rows)
        await write_past(self._storage, self._versions)
        for table, block, added in self._additions.rows():
            await self._storage.add(table, added, block)
        self._changes.settle()

    async def _flush(self, table: Table, cells: Collection[Cell]) -> None:
        gone, created, changed = [], [], []
        for cell in cells:
            row, was = cell.row, cell.before_batch
            if row is None:
                gone += [cell.key] if was is not None else []
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

    def _cell(self, table: Table, key: Key) -> Cell | None:
        memory = self._cache[table]
        cell = memory.cells.get(key)
        if cell is None:
            first = key[0] if key else None
            if not memory.knows(first):
                raise NotLoadedError(partial(self._load, table, [first]))
        return cell

    def _standing(self, table: Table, key: Key) -> tuple[Cell, Row]:
        cell = self._cache[table].cells.get(key) or self._cell(table, key)
        if cell is None or cell.row is None:
            raise MissingRowError(table, key)
        return cell, cell.row

    def _write(self, cell: Cell, before: Row, after: Row, mask: int) -> None:
        self._versions.change(cell, before, after, mask, self.position, self.true_from)
        self._changes.write(cell, after)

    async def _load(self, table: Table, firsts: Collection[Any]) -> None:
        groups: dict[Any, list[Row]] = {first: [] for first in firsts}
        for row in await self._storage.select(table, list(firsts)):
            groups[row[table.group] if table.group else None].append(row)
        for first, stored in groups.items():
            self._cache[table].put_group(first, stored)

    async def _find(self, table: Table, column: str, values: Collection[Any]) -> None:
        found: dict[Any, list[Row]] = {value: [] for value in values}
        for row in await self._storage.find(table, column, list(values)):
            found[row[column]].append(row)
        self._found.update({(table, column, value): rows for value, rows in found.items()})

    async def _find_among(
        self, table: Table, column: str, values: frozenset[Any], since: tuple[str, date] | None
    ) -> None:
        found = await self._storage.firsts_among(table, column, list(values), since)
        self._among[table, column, values, since] = found

    async def _load_history(self, stream_id: UUID, up_to_version: int) -> None:
        self._histories[stream_id, up_to_version] = await self._read_history(stream_id, up_to_version)
