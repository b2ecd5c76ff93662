"""Appends go down a lane, one a county: whatever came while one call was under way goes as the next.

No timer: where nothing is under way a command goes at once, and the busier a county, the more share a commit. Lanes run
side by side, on no more connections than they are given, in the order in which they asked.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from event_store.appending import RunOutcome, append_call
from event_store.call import Call, Run
from event_store.checks import PreparedCommand
from event_store.connections import Connections
from event_store.errors import EventStoreError, OutcomeUnknownError, StoreUnavailableError
from event_store.records import Appended, Mode, Outcome
from event_store.room import Room

_BYTES_OF_A_COMMAND = 500  # and of an event, besides answer and payload: ids, texts, subjects


@dataclass(frozen=True, slots=True)
class AppendLimits:
    """How much goes in one call, and how much may wait. A command without events counts as one event."""

    events_per_call: int = 2_000
    bytes_per_call: int = 8 * 1024 * 1024
    waiting_per_county: int = 5_000  # events
    waiting: int = 20_000  # events, in all
    waiting_bytes: int = 64 * 1024 * 1024  # in all
    connections: int | None = None  # of the pool, for appends at one time; None: half of the pool's


@dataclass(slots=True)
class AppendCounters:
    """What the lanes have done since the start, for whoever watches."""

    calls: int = 0  # sent
    runs: int = 0  # callers' lists of commands
    events: int = 0
    largest_call: int = 0  # events


@dataclass(slots=True, eq=False)
class _Waiting:
    """A call that is being filled, and who waits for it."""

    found: Mode | None
    call: Call = field(default_factory=Call)
    callers: list[asyncio.Future[list[Outcome]]] = field(default_factory=list)
    events: int = 0
    size_bytes: int = 0

    def fail(self, error: EventStoreError) -> None:
        """Tell everyone who still waits."""
        for caller in self.callers:
            if not caller.done():
                caller.set_exception(error.again())


@dataclass(slots=True, eq=False)
class _Lane:
    queue: deque[_Waiting] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


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
        self.events = Room("events wait", per_county=limits.waiting_per_county, in_all=limits.waiting)
        self._bytes = Room("bytes wait", per_county=limits.waiting_bytes, in_all=limits.waiting_bytes)
        self._connections = connections
        self._limits = limits
        self._permits = asyncio.Semaphore(side_by_side)
        self._grown = grown
        self._lanes: dict[str, _Lane] = {}

    async def append(self, tenant: str, run: Run, found: Mode | None) -> list[Outcome]:
        """Queue one caller's commands and wait for their outcomes; cancelling the caller leaves them in the queue.

        Raises QueueFullError, and what EventStore.append says.
        """
        events = sum(len(one.events) or 1 for one in run)
        size_bytes = sum(_size_bytes(one) for one in run)
        self.events.enter(tenant, events)
        try:
            self._bytes.enter(tenant, size_bytes)
        except BaseException:
            self.events.leave(tenant, events)
            raise
        lane = self._lanes.get(tenant)
        if lane is None:
            lane = self._lanes[tenant] = _Lane()
            lane.task = asyncio.create_task(self._empty(tenant, lane), name=f"appends of {tenant}")
        waiting = self._last_with_room(lane, found, events, size_bytes)
        outcomes: asyncio.Future[list[Outcome]] = asyncio.get_running_loop().create_future()
        waiting.callers.append(outcomes)
        waiting.call.add(run)
        waiting.events += events
        waiting.size_bytes += size_bytes
        return await outcomes

    async def settle(self) -> None:
        """Wait until every lane is empty."""
        while self._lanes:
            tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
            await asyncio.gather(*tasks, return_exceptions=True)

    def _last_with_room(self, lane: _Lane, found: Mode | None, events: int, size_bytes: int) -> _Waiting:
        limits = self._limits
        if lane.queue:
            last = lane.queue[-1]
            fits = (
                last.events + events <= limits.events_per_call
                and last.size_bytes + size_bytes <= limits.bytes_per_call
            )
            if fits and found == last.found:
                return last
        lane.queue.append(_Waiting(found))
        return lane.queue[-1]

    async def _empty(self, tenant: str, lane: _Lane) -> None:
        try:
            while lane.queue:
                async with self._permits:
                    await self._send(tenant, lane.queue.popleft())
        finally:  # nobody is left waiting, even where this task is broken off
            del self._lanes[tenant]
            for waiting in lane.queue:
                self._let_go(tenant, waiting)
                waiting.fail(StoreUnavailableError("the program ends"))

    async def _send(self, tenant: str, waiting: _Waiting) -> None:
        self._let_go(tenant, waiting)
        self._count(waiting)
        try:
            came = await append_call(self._connections, tenant, waiting.call, waiting.found)
        except BaseException:
            waiting.fail(OutcomeUnknownError("the append was broken off"))
            raise
        for caller, outcomes in zip(waiting.callers, came, strict=True):
            if caller.done():
                continue  # cancelled: the command's key tells what became of it
            if isinstance(outcomes, EventStoreError):
                caller.set_exception(outcomes)
            else:
                caller.set_result(outcomes)
        if any(_grew(outcomes) for outcomes in came):
            self._grown(tenant)

    def _let_go(self, tenant: str, waiting: _Waiting) -> None:
        self.events.leave(tenant, waiting.events)
        self._bytes.leave(tenant, waiting.size_bytes)

    def _count(self, waiting: _Waiting) -> None:
        counters = self.counters
        counters.calls += 1
        counters.runs += len(waiting.callers)
        counters.events += waiting.events
        counters.largest_call = max(counters.largest_call, waiting.events)


def _size_bytes(one: PreparedCommand) -> int:
    parts = (len(one.command.answer), *(len(event.state) for event in one.events))
    return sum(parts) + _BYTES_OF_A_COMMAND * len(parts)


def _grew(outcomes: RunOutcome) -> bool:
    return isinstance(outcomes, list) and any(
        isinstance(one, Appended) and one.last_position for one in outcomes
    )
