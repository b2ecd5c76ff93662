"""Appends go down a lane, one a county: whatever came while one call was under way goes as the next.

No timer: where nothing is under way a command goes at once, and the busier a county, the more share a commit. Lanes run
side by side, on no more connections than they are given, in the order in which they asked.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from event_store.appending import RunOutcome, append_call
from event_store.call import Call, Run
from event_store.connections import AppendConnection, Connections
from event_store.errors import OutcomeUnknownError, StoreUnavailableError
from event_store.records import Appended, Mode, Outcome
from event_store.telemetry import is_measured, observe
from event_store.waiting import AppendLimits, Waiting, WaitingRoom

# While one call of a busy county is under way, a second one follows it, if a connection is free: PostgreSQL has it at
# hand when it commits the first. Otherwise it would wait for Python, and Python for it (1.5 times as slow). Smaller
# calls than this are not worth a commit of their own.
_ENOUGH_FOR_A_CALL = 16  # callers


@dataclass(slots=True)
class AppendCounters:
    """What the lanes have done since the start, for whoever watches."""

    calls: int = 0  # sent
    runs: int = 0  # callers' lists of commands
    events: int = 0
    largest_call: int = 0  # events


@dataclass(slots=True, eq=False)
class _Lane:
    queue: deque[Waiting] = field(default_factory=deque)
    calls: int = 0  # under way, or about to start
    sent: int = 0  # of these, those that PostgreSQL has
    expected: int = 0  # callers that were answered just now, and may come again at once


class Lanes:
    """The lanes of a process."""

    def __init__(
        self,
        connections: Connections,
        limits: AppendLimits,
        *,
        side_by_side: int,
        grown: Callable[[str], None],
    ) -> None:
        """``grown`` is called with a county's tenant id when its log has grown."""
        self.counters = AppendCounters()
        self.waiting = WaitingRoom(limits)
        self._connections = connections
        self._permits = asyncio.Semaphore(side_by_side)
        self._asking = 0  # lanes that wait for a connection
        self._grown = grown
        self._lanes: dict[str, _Lane] = {}  # by county, of those that are not idle
        self._tasks: set[asyncio.Task[None]] = set()

    async def append(self, tenant: str, run: Run, found: Mode | None) -> list[Outcome]:
        """Queue one caller's commands and wait for their outcomes; cancelling the caller leaves them in the queue.

        Raises QueueFullError, and what EventStore.append says.
        """
        waiting = Waiting.of(run, found)
        self.waiting.enter(tenant, waiting)
        lane = self._lanes.get(tenant)
        if lane is None:
            lane = self._lanes[tenant] = _Lane()
        lane.queue.append(waiting)
        lane.expected = max(lane.expected - 1, 0)
        if lane.calls == 0 or self._another_may_go(lane):
            self._start(tenant, lane)
        return await waiting.outcomes

    async def settle(self) -> None:
        """Wait until every lane is empty."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, tenant: str, lane: _Lane) -> None:
        lane.calls += 1
        task = asyncio.create_task(self._empty(tenant, lane), name=f"appends of {tenant}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _another_may_go(self, lane: _Lane) -> bool:
        """Whether a second call is worth its while: while the first is under way, there is time to wait for more."""
        return (
            lane.calls == 1
            and len(lane.queue) >= _ENOUGH_FOR_A_CALL
            and not lane.expected
            and not self._permits.locked()
        )

    async def _empty(self, tenant: str, lane: _Lane) -> None:
        """Send what waits, until nothing does, or another call is under way and takes over when it ends."""
        sent = False
        try:
            while lane.queue and not (sent and lane.sent):
                async with self._turn() as connection:
                    while lane.queue and not (sent and lane.sent):
                        waiting = self._take(tenant, lane)
                        if self._another_may_go(lane):
                            self._start(tenant, lane)
                        await self._send(connection, tenant, lane, waiting)
                        sent = True
                        if self._asking:
                            break  # another lane's turn
        finally:
            self._stop(tenant, lane)

    def _stop(self, tenant: str, lane: _Lane) -> None:
        lane.calls -= 1
        if self._another_may_go(lane):
            self._start(tenant, lane)
        if lane.calls:
            return
        del self._lanes[tenant]
        for waiting in lane.queue:  # only where this was broken off: nobody is left waiting
            self.waiting.leave(tenant, waiting)
            waiting.tell(StoreUnavailableError("the program ends"))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[AppendConnection]:
        """One of the connections for appends, in the order in which lanes asked."""
        self._asking += 1
        try:
            await self._permits.acquire()
        finally:
            self._asking -= 1
        connection = AppendConnection(self._connections)
        try:
            yield connection
        finally:
            self._permits.release()
            await connection.release()

    def _take(self, tenant: str, lane: _Lane) -> list[Waiting]:
        """Those who wait, or half of them where they are all that is known; as far as they fit one call."""
        queue = lane.queue
        most = len(queue)
        if most >= 2 * _ENOUGH_FOR_A_CALL and not (lane.sent or lane.expected or self._permits.locked()):
            most //= 2
        return self.waiting.call_up(tenant, queue, most)

    async def _send(
        self, connection: AppendConnection, tenant: str, lane: _Lane, waiting: list[Waiting]
    ) -> None:
        lane.sent += 1
        try:
            self._count(waiting)
            call = Call(one.run for one in waiting)
            came = await append_call(connection, tenant, call, waiting[0].found)
        except BaseException:
            for one in waiting:
                one.tell(OutcomeUnknownError("the append was broken off"))
            raise
        finally:
            lane.sent -= 1
        lane.expected = len(waiting) * 7 // 8
        for one, outcomes in zip(waiting, came, strict=True):
            one.tell(outcomes)
        if any(_grew(outcomes) for outcomes in came):
            self._grown(tenant)

    def _count(self, waiting: list[Waiting]) -> None:
        counters = self.counters
        events = sum(one.events for one in waiting)
        counters.calls += 1
        counters.runs += len(waiting)
        counters.events += events
        counters.largest_call = max(counters.largest_call, events)
        if is_measured():
            now = time.monotonic()
            observe("append_call_events", events)
            for one in waiting:
                observe("append_wait_seconds", now - one.since)


def _grew(outcomes: RunOutcome) -> bool:
    return isinstance(outcomes, list) and any(
        isinstance(one, Appended) and one.last_position for one in outcomes
    )
