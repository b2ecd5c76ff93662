"""Commands about one thing take turns in a process: those that would only make each other stale wait instead."""

from __future__ import annotations

import asyncio
from uuid import UUID
from weakref import WeakValueDictionary


class Turns:
    """A lock a stream, for as long as anyone waits for it. Other processes are held off by versions alone."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, UUID], asyncio.Lock] = WeakValueDictionary()

    def of(self, tenant_id: str, stream_id: UUID) -> asyncio.Lock:
        """The lock of a stream; hold on to it while waiting."""
        key = (tenant_id, stream_id)
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock
