"""Commands that write one stream take turns in a process: the next decides on what the one before has appended.

Without turns they would only make each other stale. Other processes are held off by versions alone.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from uuid import UUID

from event_store.errors import QueueFullError

# For one stream. Where the database does not answer, each turn takes as long as its time-outs: whoever stands further
# back hears of it before all of those have passed one after the other.
LONGEST_WAIT_SECONDS = 15.0

_Stream = tuple[str, UUID]  # county and stream


class Turns:
    """First come, first served, stream by stream; commands on different streams know nothing of each other."""

    def __init__(self, longest_wait_seconds: float = LONGEST_WAIT_SECONDS) -> None:
        self._longest_wait_seconds = longest_wait_seconds
        self._waiting: dict[_Stream, deque[asyncio.Future[None]]] = {}  # by the streams that someone has

    @asynccontextmanager
    async def at(self, tenant_id: str, stream_ids: Iterable[UUID]) -> AsyncIterator[None]:
        """Have these streams of a county to oneself; raises what ``take`` raises."""
        taken = await self.take(tenant_id, stream_ids)
        try:
            yield
        finally:
            self.give(taken)

    async def take(self, tenant_id: str, stream_ids: Iterable[UUID]) -> list[_Stream]:
        """Take these streams of a county for oneself, to be given back by ``give``.

        Everyone takes them in the same order, so none waits in a ring. Raises QueueFullError if a turn does not come
        in time.
        """
        taken: list[_Stream] = []
        try:
            for stream_id in sorted(set(stream_ids)):
                stream = (tenant_id, stream_id)
                mine: deque[asyncio.Future[None]] = deque()
                if (waiting := self._waiting.setdefault(stream, mine)) is not mine:
                    await self._wait(stream, waiting)
                taken.append(stream)
        except BaseException:
            self.give(taken)
            raise
        return taken

    def give(self, taken: Iterable[_Stream]) -> None:
        """Let whoever waits for these streams have them."""
        for stream in taken:
            self._give(stream)

    async def _wait(self, stream: _Stream, waiting: deque[asyncio.Future[None]]) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        try:
            async with asyncio.timeout(self._longest_wait_seconds):
                await turn
        except (asyncio.CancelledError, TimeoutError) as error:
            if not turn.cancelled():  # it came at the very moment
                self._give(stream)
            if isinstance(error, TimeoutError):
                raise QueueFullError(f"no turn on stream {stream[1]} in time") from error
            raise

    def _give(self, stream: _Stream) -> None:
        waiting = self._waiting[stream]
        while waiting:
            turn = waiting.popleft()
            if not turn.done():  # else whoever waited was cancelled
                turn.set_result(None)
                return
        del self._waiting[stream]
