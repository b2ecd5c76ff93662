"""Commands whose streams moved on take turns in a process: those that would only make each other stale wait instead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary


class Turns:
    """A lock a stream, for as long as anyone waits for it. Other processes are held off by versions alone."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, UUID], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def at(self, tenant_id: str, stream_ids: Iterable[UUID]) -> AsyncIterator[None]:
        """Have these streams of a county to oneself; everyone takes them in the same order, so none waits in a ring."""
        locks = [self._lock(tenant_id, stream_id) for stream_id in sorted(set(stream_ids))]
        async with AsyncExitStack() as stack:
            for lock in locks:
                await stack.enter_async_context(lock)
            yield

    def _lock(self, tenant_id: str, stream_id: UUID) -> asyncio.Lock:
        key = (tenant_id, stream_id)
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock
