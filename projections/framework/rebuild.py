"""Folds a county's whole log again from nothing, compares, and puts the result in the place of the live rows.

Readers keep the old rows until the one transaction that replaces them. The live projection goes on meanwhile
and waits only during that transaction; a verification never makes it wait.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from event_store.pool import Pool
from event_store.reading import LogReader
from projections.framework import checkpoint
from projections.framework.batches import Batch, batches
from projections.framework.cache import RowCache
from projections.framework.collector import collector_paused
from projections.framework.compare import TableComparison, compare
from projections.framework.fold import Fold
from projections.framework.parking import PARKED, Parking
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.staging import STAGING, analyse, replace, staged
from projections.framework.storage import Storage
from projections.framework.streams import history_of
from projections.framework.table import Table

if TYPE_CHECKING:
    from event_store.pool import Connection

_BATCH_EVENTS = 5000
_ANALYSED_AFTER = frozenset(2 * 8**power for power in range(6))  # batches: the tables have grown eightfold
_ROWS_IN_MEMORY = 100_000
_COMPARING_MEMORY = "64MB"  # else most of what is compared goes to files and back

Progress = Callable[[int, int], None]  # (position reached, position to reach)


class LogTooShortError(Exception):
    """The log ends before the position that the read models reflect: it was cut, or restored without them."""


class UnknownReadModelError(ValueError):
    """There is no read model of that name."""

    def __init__(self, names: Collection[str], known: Collection[str]) -> None:
        super().__init__(f"{self.__doc__} ({', '.join(sorted(names))}; there are: {', '.join(known)})")


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What was found at ``position``: the live rows against those folded anew, before any were replaced."""

    tenant_id: str
    position: int
    tables: tuple[TableComparison, ...]

    @property
    def is_same(self) -> bool:
        """Whether the live rows said what the log says."""
        return not any(table.differing for table in self.tables)


class Rebuilder:
    """Rebuilds or verifies one county at a time. ``pool`` logs in as the projector.

    It keeps tables for the length of its session, so it cannot go through a PgBouncer in transaction mode.
    """

    def __init__(self, pool: Pool, log: LogReader, read_models: Sequence[ReadModel]) -> None:
        self._pool = pool
        self._log = log
        self._fold = Fold(read_models)
        self._tables = [PARKED, *_with_past(read_models)]

    async def rebuild(
        self, tenant: str, names: Collection[str] | None = None, *, progress: Progress | None = None
    ) -> RebuildReport:
        """Replace what differs in the tables of the named read models (all by default), at the live position.

        A stream is parked for all read models: where that differs, all are replaced, whatever was named.

        Raises UnknownReadModelError, LogTooShortError, FoldError, and errors of the database; the live rows
        are then untouched.
        """
        chosen = self._chosen(names)
        with collector_paused():  # to look through a county's rows takes a sixth of the time
            return await self._rebuild(tenant, chosen, progress)

    async def _rebuild(
        self, tenant: str, chosen: Sequence[Table], progress: Progress | None
    ) -> RebuildReport:
        async with self._pool.acquire() as connection, staged(connection, self._tables):
            staging = _Staging(tenant, connection, self._log, self._fold, self._tables, progress)
            await staging.fold_up_to(await checkpoint.position(connection, tenant))
            await checkpoint.make(connection, tenant)
            async with connection.transaction():
                live = await checkpoint.own(connection, tenant, wait=True)
                position = live.position if live else 0
                (parked,) = await _compare_at(connection, tenant, position, staging, [PARKED])
                if parked.differing:
                    chosen = self._tables
                tables = await _compare_at(connection, tenant, position, staging, chosen)
                for table, comparison in zip(chosen, tables, strict=True):
                    if comparison.differing:
                        await replace(connection, tenant, table)
                # Also where nothing differed: rows in the memory of others may not be what is in the tables.
                await checkpoint.advance(connection, tenant, position)
        return RebuildReport(tenant, position, tables)

    async def verify(self, tenant: str, *, progress: Progress | None = None) -> RebuildReport:
        """Compare all tables with the log, and replace nothing."""
        with collector_paused():
            return await self._verify(tenant, progress)

    async def _verify(self, tenant: str, progress: Progress | None) -> RebuildReport:
        async with self._beside(tenant, progress) as (connection, position, staging):
            tables = await _compare_at(connection, tenant, position, staging, self._tables)
        return RebuildReport(tenant, position, tables)

    @asynccontextmanager
    async def beside(
        self, tenant: str, *, progress: Progress | None = None
    ) -> AsyncIterator[tuple[Connection, int]]:
        """The rows folded anew, in ``STAGING``, beside the live ones as of the same position. Nothing is replaced."""
        with collector_paused():
            async with self._beside(tenant, progress) as (connection, position, staging):
                await _prepare(connection, position, staging)
                yield connection, position

    @asynccontextmanager
    async def _beside(
        self, tenant: str, progress: Progress | None
    ) -> AsyncIterator[tuple[Connection, int, _Staging]]:
        async with self._pool.acquire() as connection, staged(connection, self._tables):
            staging = _Staging(tenant, connection, self._log, self._fold, self._tables, progress)
            await staging.fold_up_to(await checkpoint.position(connection, tenant))
            # One snapshot of checkpoint and rows, so that no lock is needed.
            async with connection.transaction(isolation="repeatable_read"):
                yield connection, await checkpoint.position(connection, tenant), staging

    def _chosen(self, names: Collection[str] | None) -> list[Table]:
        models = {model.name: model for model in self._fold.read_models}
        if names is None:
            return self._tables
        unknown = set(names) - models.keys()
        if unknown:
            raise UnknownReadModelError(unknown, models.keys())
        return _with_past(model for name, model in models.items() if name in names)


def _with_past(read_models: Iterable[ReadModel]) -> list[Table]:
    return [each for model in read_models for table in model.tables for each in table.with_past]


class _Staging:
    """The fold into staging tables, from nothing, ever further."""

    def __init__(
        self,
        tenant: str,
        connection: Connection,
        log: LogReader,
        fold: Fold,
        tables: Sequence[Table],
        progress: Progress | None,
    ) -> None:
        self._tenant = tenant
        self._connection = connection
        self._log = log
        self._fold = fold
        self._tables = tables
        self._progress = progress
        self._cache = RowCache(_ROWS_IN_MEMORY, from_nothing=True)
        self._parking = Parking()
        self._position = 0
        self._batches = 0

    async def fold_up_to(self, position: int) -> None:
        """The log up to a position, as far as it has not been folded yet. FoldError, LogTooShortError."""
        if position <= self._position:
            return
        read = batches(self._log, self._tenant, self._position, _BATCH_EVENTS, position)
        async with aclosing(read):
            async for batch in read:
                if batch.records:
                    await self._fold_batch(batch)
                    if self._progress:
                        self._progress(self._position, position)
        if self._position < position:
            raise LogTooShortError(f"{LogTooShortError.__doc__} ({self._position} of {position})")

    async def _fold_batch(self, batch: Batch) -> None:
        storage = Storage(self._connection, self._tenant, STAGING)
        rows = Rows(storage, self._cache, history_of(self._log, self._tenant))
        async with self._connection.transaction():
            await self._fold.run(rows, batch.records, self._parking)
            await rows.flush()
        self._cache.settle()
        self._position = batch.records[-1].position
        self._batches += 1
        if self._batches in _ANALYSED_AFTER:
            await analyse(self._connection, self._tables)


async def _compare_at(
    connection: Connection, tenant: str, position: int, staging: _Staging, tables: Sequence[Table]
) -> tuple[TableComparison, ...]:
    await _prepare(connection, position, staging)
    return tuple([await compare(connection, tenant, table) for table in tables])


async def _prepare(connection: Connection, position: int, staging: _Staging) -> None:
    await connection.execute("SET LOCAL statement_timeout = 0")
    await connection.execute(f"SET LOCAL work_mem = '{_COMPARING_MEMORY}'")
    await staging.fold_up_to(position)
