"""One county's read models, carried on by a batch at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from typing import TYPE_CHECKING

import structlog
from asyncpg import QueryCanceledError

from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework import checkpoint
from projections.framework.batches import Batch, read_batch
from projections.framework.cache import RowCache
from projections.framework.checkpoint import Checkpoint
from projections.framework.collector import collector_paused
from projections.framework.fold import Fold, FoldError
from projections.framework.parking import Parking
from projections.framework.rows import Rows
from projections.framework.storage import Storage
from projections.framework.streams import history_of

if TYPE_CHECKING:
    from event_store.pool import Connection


_ROWS_FROM_NOTHING = 100_000  # in memory: as in a rebuild, which begins as a county does
_FAR_BEHIND = 5  # times as many events in a batch, where more of them wait: they take an eighth less of CPU
_SMALLER = 4  # times fewer events than in a batch that PostgreSQL took too long to write
_ANALYSE_GROWN = "SELECT read_model.analyse_grown()"

log = structlog.get_logger()


class Step(Enum):
    """What came of looking for new events."""

    FOLDED = "folded"
    CAUGHT_UP = "caught up"
    ELSEWHERE = "elsewhere"  # another process has the county


class CountyProjection:
    """Keeps rows in memory from one batch to the next, as long as nobody else moves the county on."""

    def __init__(self, tenant: str, pool: Pool, store: EventStore, fold: Fold) -> None:
        self.tenant = tenant
        self.at = Checkpoint(0, checkpoint.NEVER)
        self.folded = 0  # events, by the last step
        self._pool = pool
        self._store = store
        self._fold = fold
        self._history = history_of(store, tenant)
        self._cache = RowCache()
        self._parking: Parking | None = None  # None: not loaded
        self._ahead: Batch | None = None  # follows on ``at``
        self._at_most: int | None = (
            None  # events in a batch, since one took too long; None: as many as asked for
        )
        # One step at a time: what another task of the process has read would be folded once more after it.
        self._turn = asyncio.Lock()

    @property
    def has_more(self) -> bool:
        """Whether more events were waiting than the last batch took."""
        return self._ahead is not None

    async def step(self, batch_events: int) -> Step:
        """Fold the next events, rows and checkpoint in one transaction. FoldError; errors of the database.

        A batch that took longer than a statement may take is tried again with fewer events, by and by with as many
        as before: else a county too large for a busy server would stand still for ever.
        """
        async with self._turn:
            self.folded = 0
            try:
                with collector_paused():
                    return await self._step(batch_events)
            except BaseException:
                self._forget()
                raise

    async def _step(self, batch_events: int) -> Step:
        batch = await self._next(self._bounded(batch_events))
        if not batch.records:
            return Step.CAUGHT_UP
        try:
            step = await self._fold_batch(batch, batch_events)
        except (QueryCanceledError, TimeoutError):
            self._at_most = max(1, len(batch.records) // _SMALLER)
            raise
        except FoldError as error:
            if not error.folded:
                raise
            self._forget()
            before_it = Batch(batch.records[: error.folded], more=False)  # stands
            return await self._fold_batch(before_it, batch_events)
        if self._at_most is not None:
            self._at_most = self._at_most * 2 if self._at_most < batch_events * _FAR_BEHIND else None
        return step

    def _bounded(self, events: int) -> int:
        return events if self._at_most is None else min(events, self._at_most)

    async def _next(self, batch_events: int) -> Batch:
        ahead, self._ahead = self._ahead, None
        return ahead or await read_batch(self._store, self.tenant, self.at.position, batch_events)

    async def _fold_batch(self, batch: Batch, batch_events: int) -> Step:
        async with self._pool.acquire(timeout=5.0) as connection:
            if self.at.position == 0:
                await checkpoint.make(connection, self.tenant)
            return await self._fold_on(connection, batch, batch_events)

    async def _fold_on(self, connection: Connection, batch: Batch, batch_events: int) -> Step:
        last = batch.records[-1].position
        async with connection.transaction():
            found = await checkpoint.own(connection, self.tenant)
            if found is None:
                return Step.ELSEWHERE
            if found != self.at:
                moved = found.position != self.at.position
                self._forget()
                self.at = found
                if moved:
                    return Step.FOLDED  # by someone else: read on from there
            if found.position == 0:
                # No table has a row of the county: what is not in memory is nowhere.
                self._cache = RowCache(_ROWS_FROM_NOTHING, from_nothing=True)
            self._parking = self._parking or await Parking.load(connection, self.tenant)
            rows = Rows(Storage(connection, self.tenant), self._cache, self._history)
            await self._fold.run(rows, batch.records, self._parking)
            async with self._reading_ahead(
                last, self._bounded(batch_events * _FAR_BEHIND) if batch.more else 0
            ):
                await rows.flush()
                at = await checkpoint.advance(connection, self.tenant, last)
        self._cache.settle()
        self.at, self.folded = at, len(batch.records)
        if batch.more:
            await connection.execute(_ANALYSE_GROWN)  # a transaction of its own: it holds locks
        for parked in self._parking.take_new():
            log.error(
                "a stream is parked: its events are passed over until a rebuild",
                tenant_id=self.tenant,
                stream_id=str(parked["stream_id"]),
                error=parked["error"],
            )
        return Step.FOLDED

    @asynccontextmanager
    async def _reading_ahead(self, after: int, events: int) -> AsyncIterator[None]:
        """Read the next batch, where there is one, while this one is written."""
        if not events:
            yield
            return
        reading = asyncio.create_task(read_batch(self._store, self.tenant, after, events))
        try:
            yield
        finally:
            self._ahead = await reading

    def _forget(self) -> None:
        self._cache = RowCache()
        self._parking = None
        self._ahead = None
