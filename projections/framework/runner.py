"""Keeps the read models of every county abreast of its log."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from event_store.errors import EventStoreError
from event_store.pool import Pool
from event_store.sqlstate import DATABASE_ERRORS, fit_for_logs
from event_store.store import EventStore
from event_store.telemetry import observe, span
from projections.framework import checkpoint
from projections.framework.county import CountyProjection, Step
from projections.framework.fold import Fold, FoldError
from projections.framework.positions import Positions
from projections.framework.read_model import ReadModel

_COUNTIES_IN_MEMORY = 16
_LONGEST_PAUSE_SECONDS = 1.0

log = structlog.get_logger()


@dataclass(slots=True)
class _Retry:
    pause_seconds: float
    not_before: float  # of the monotonic clock


class Projector:
    """One for a process. Several processes share the counties: a batch of a county is folded by one of them.

    A county whose fold fails stops there, says so in its checkpoint and in the process's log, and is tried
    again at growing intervals; others go on.
    """

    def __init__(
        self,
        pool: Pool,
        store: EventStore,
        read_models: Sequence[ReadModel],
        *,
        positions: Positions | None = None,
        batch_events: int = 2000,
        poll_seconds: float = 0.05,
        rest_seconds: float = 0.0,
        first_retry_seconds: float = 0.5,
        longest_retry_seconds: float = 30.0,
    ) -> None:
        """``pool`` logs in as the projector; ``positions`` is told of every step.

        ``rest_seconds``: between two looks at what has come, so that more of it is folded at once, where it makes no
        difference that the read models lag by as much.
        """
        self._pool = pool
        self._store = store
        self._fold = Fold(read_models)
        self._positions = positions
        self._batch_events = batch_events
        self._poll_seconds = poll_seconds
        self._rest_seconds = rest_seconds
        self._first_retry_seconds = first_retry_seconds
        self._longest_retry_seconds = longest_retry_seconds
        self._counties: OrderedDict[str, CountyProjection] = OrderedDict()
        self._retries: dict[str, _Retry] = {}

    async def run(self, tenant: str) -> int:
        """Fold a county's log to its end; returns the position reached. Raises what stopped it."""
        county = self._county(tenant)
        while True:
            step = await self._step(county)
            if step is Step.CAUGHT_UP:
                return county.at.position
            if step is Step.ELSEWHERE:
                await asyncio.sleep(self._poll_seconds)

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Fold every county's new events as they come, until ``stop`` is set; wait out an absent database."""
        pause_seconds = self._poll_seconds
        with self._store.wakeups.register(None) as appended:
            while not stop.is_set():
                appended.clear()  # before looking: an append from here on wakes us
                try:
                    moved = await self._round()
                    pause_seconds = self._poll_seconds
                except (*DATABASE_ERRORS, EventStoreError) as error:
                    log.warning("projections wait for the database", error=_in_words(error))
                    moved = False
                    pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
                if not moved:
                    await _within(pause_seconds, appended)
                elif self._rest_seconds and not any(county.has_more for county in self._counties.values()):
                    await _within(self._rest_seconds, stop)

    async def _round(self) -> bool:
        """One batch for each county that lags; whether any moved on."""
        async with self._pool.acquire(timeout=5.0) as connection:
            tenants = await checkpoint.lagging(connection)
        moved = False
        for tenant in tenants:
            retry = self._retries.get(tenant)
            if retry is None or time.monotonic() >= retry.not_before:
                moved |= await self._try(tenant)
        return moved

    async def _try(self, tenant: str) -> bool:
        try:
            step = await self._step(self._county(tenant))
        except Exception as error:  # noqa: BLE001 - whatever it is, other counties go on
            self._put_off(tenant)
            log.error("read models of a county stopped", tenant_id=tenant, error=_in_words(error))  # noqa: TRY400
            return False
        self._retries.pop(tenant, None)
        return step is Step.FOLDED

    async def _step(self, county: CountyProjection) -> Step:
        try:
            step = await self._watched(county)
        except Exception as error:
            await self._say_why(county, error)
            raise
        if self._positions is not None:
            self._positions.reached(county.tenant, county.at.position)
        return step

    async def _watched(self, county: CountyProjection) -> Step:
        started = time.monotonic()
        with span("projector batch", county=county.tenant) as told:
            step = await county.step(self._batch_events)
            told.facts(position=county.at.position, events=county.folded)
        if county.folded:
            observe("projector_events", county.folded, county.tenant)
            observe("projector_batch_seconds", time.monotonic() - started, county.tenant)
        return step

    async def _say_why(self, county: CountyProjection, error: Exception) -> None:
        with contextlib.suppress(*DATABASE_ERRORS):  # a database that is away cannot be told
            async with self._pool.acquire(timeout=5.0) as connection:
                await checkpoint.stop(connection, county.tenant, county.at.position, _in_words(error))

    def _put_off(self, tenant: str) -> None:
        known = self._retries.get(tenant)
        pause = self._first_retry_seconds if known is None else known.pause_seconds * 2
        pause = min(pause, self._longest_retry_seconds)
        self._retries[tenant] = _Retry(pause, time.monotonic() + pause)

    def _county(self, tenant: str) -> CountyProjection:
        county = self._counties.get(tenant)
        if county is None:
            county = self._counties[tenant] = CountyProjection(tenant, self._pool, self._store, self._fold)
            if len(self._counties) > _COUNTIES_IN_MEMORY:
                self._counties.popitem(last=False)
        self._counties.move_to_end(tenant)
        return county


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Wait for an event, at most so long."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, FoldError) else fit_for_logs(error)
