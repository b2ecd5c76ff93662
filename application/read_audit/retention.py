"""Takes away readings, and openings of documents, that are older than they may be, a few at a time."""

from __future__ import annotations

import asyncio

import structlog

from event_store.connections import Connections
from event_store.errors import EventStoreError

log = structlog.get_logger(__name__)

# By the database's clock, which also decides what is too young to be taken away.
_FORGET = """
SELECT read_audit.forget(old.by, $2) + read_audit.forget_openings(old.by, $2) AS gone
  FROM (SELECT now() - make_interval(days => $1)) AS old (by)
"""
_BATCH = 1_000
_EVERY_SECONDS = 3600.0
_PAUSE_SECONDS = 0.1  # between batches: nobody else is to wait for long


class Retention:
    """One for a worker; several that work at once take away the same in turns."""

    def __init__(self, connections: Connections, *, days: int, every_seconds: float = _EVERY_SECONDS) -> None:
        """``connections`` log in as the projector; readings are kept for so many days, LEAST_READING_DAYS at least."""
        self._connections = connections
        self._days = days
        self._every_seconds = every_seconds

    async def run_forever(self, stop: asyncio.Event) -> None:
        """Take away what is too old, again and again, until ``stop`` is set; wait out an absent database."""
        while not stop.is_set():
            try:
                gone = await self.run(stop)
            except EventStoreError as error:
                log.warning("read audit retention failed", error=type(error).__name__, code=error.code)
            else:
                if gone:
                    log.info("readings forgotten", readings=gone)
            await _until(stop, self._every_seconds)

    async def run(self, stop: asyncio.Event | None = None, *, batch: int = _BATCH) -> int:
        """Take away all that is too old now; returns how many. Raises EventStoreError."""
        total = 0
        while stop is None or not stop.is_set():
            (row,) = await self._connections.fetch(_FORGET, self._days, batch)
            total += row["gone"]
            if row["gone"] < batch:
                break
            await _until(stop, _PAUSE_SECONDS)
        return total


async def _until(stop: asyncio.Event | None, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await (stop or asyncio.Event()).wait()
    except TimeoutError:
        return
