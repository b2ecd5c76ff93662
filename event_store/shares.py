"""Parts of a pool: whatever one caller's statements take, others find connections."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from event_store.connections import Connections
from event_store.errors import ShareTakenError

if TYPE_CHECKING:
    from event_store.pool import Connection, Pool


class Shares:
    """A pool of which each caller uses half at most at a time, and at least one connection.

    Who takes more than one connection at a time may lock up, as with a pool of one.
    """

    def __init__(self, pool: Pool, *, acquire_timeout_seconds: float = 5.0) -> None:
        self._pool = pool
        self._most = max(1, pool.get_max_size() // 2)
        self._acquire_timeout_seconds = acquire_timeout_seconds
        # A caller's is there as long as one of its requests is.
        self._turns: WeakValueDictionary[Hashable, asyncio.Semaphore] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many callers there are just now."""
        return len(self._turns)

    def of(self, caller: Hashable) -> Connections:
        """The connections of a caller. To acquire one raises ShareTakenError if none becomes free in time."""
        turns = self._turns.get(caller)
        if turns is None:
            turns = self._turns[caller] = asyncio.Semaphore(self._most)
        return Connections(_Share(self._pool, turns), acquire_timeout_seconds=self._acquire_timeout_seconds)


class _Share:
    """What one caller may use of a pool."""

    def __init__(self, pool: Pool, turns: asyncio.Semaphore) -> None:
        self._pool = pool
        self._turns = turns

    async def acquire(self, *, timeout: float) -> Connection:  # noqa: ASYNC109 - as the pool's own
        """A connection, within so many seconds. Raises ShareTakenError, and TimeoutError where the pool has none."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        try:
            async with asyncio.timeout_at(end):
                await self._turns.acquire()
        except TimeoutError:
            raise ShareTakenError(code="TIMEOUT") from None
        try:
            return await self._pool.acquire(timeout=max(0.0, end - loop.time()))
        except BaseException:
            self._turns.release()
            raise

    async def release(self, connection: Connection) -> None:
        """Give a connection back."""
        try:
            await self._pool.release(connection)
        finally:
            self._turns.release()
