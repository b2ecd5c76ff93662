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
        """Have these streams of a county to oneself; everyone takes them in the same order, so none waits in a ring.

        Raises QueueFullError if a turn does not come in time.
        """
        taken: list[_Stream] = []
        try:
            for stream_id in sorted(set(stream_ids)):
                stream = (tenant_id, stream_id)
                await self._take(stream)
                taken.append(stream)
            yield
        finally:
            for stream in taken:
                self._give(stream)

    async def _take(self, stream: _Stream) -> None:
        waiting = self._waiting.get(stream)
        if waiting is None:
            self._waiting[stream] = deque()
            return
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
