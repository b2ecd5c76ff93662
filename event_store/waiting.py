"""What waits to be appended: who asked, what may go in one call, and how much may wait at all."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Self

from event_store.appending import RunOutcome
from event_store.call import Run
from event_store.errors import EventStoreError, QueueFullError
from event_store.records import Mode, Outcome
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


@dataclass(slots=True, eq=False)
class Waiting:
    """One caller's commands, and where their outcomes go."""

    run: Run
    found: Mode | None
    outcomes: asyncio.Future[list[Outcome]]
    events: int
    size_bytes: int
    since: float  # of the monotonic clock

    @classmethod
    def of(cls, run: Run, found: Mode | None) -> Self:
        """Made inside the event loop."""
        events = size_bytes = 0
        for one in run:
            events += len(one.events) or 1
            size_bytes += _BYTES_OF_A_COMMAND + len(one.command.answer)
            for event in one.events:
                size_bytes += _BYTES_OF_A_COMMAND + len(event.state)
        return cls(
            run, found, asyncio.get_running_loop().create_future(), events, size_bytes, time.monotonic()
        )

    def tell(self, came: RunOutcome) -> None:
        """Give the caller the outcomes or the error; one that was cancelled asks again with its command ids."""
        if self.outcomes.done():
            return
        if isinstance(came, EventStoreError):
            self.outcomes.set_exception(came)
        else:
            self.outcomes.set_result(came)


class WaitingRoom:
    """Bounds what waits in the process, by events and by bytes."""

    def __init__(self, limits: AppendLimits) -> None:
        self.events = Room("events wait", per_county=limits.waiting_per_county, in_all=limits.waiting)
        self.bytes = Room("bytes wait", per_county=limits.waiting_bytes, in_all=limits.waiting_bytes)
        self._limits = limits

    def enter(self, tenant: str, waiting: Waiting) -> None:
        """Raises QueueFullError."""
        self.events.enter(tenant, waiting.events)
        try:
            self.bytes.enter(tenant, waiting.size_bytes)
        except QueueFullError:
            self.events.leave(tenant, waiting.events)
            raise

    def leave(self, tenant: str, waiting: Waiting) -> None:
        """Whoever entered goes into a call, or is told that there will be none."""
        self.events.leave(tenant, waiting.events)
        self.bytes.leave(tenant, waiting.size_bytes)

    def call_up(self, tenant: str, queue: deque[Waiting], most: int) -> list[Waiting]:
        """At most so many of a county's queue leave for one call, as far as they fit; at least one."""
        taken: list[Waiting] = []
        events = size_bytes = 0
        for _ in range(most):
            events += queue[0].events
            size_bytes += queue[0].size_bytes
            too_large = events > self._limits.events_per_call or size_bytes > self._limits.bytes_per_call
            if taken and (too_large or queue[0].found != taken[0].found):
                break
            taken.append(queue.popleft())
            self.leave(tenant, taken[-1])
        return taken
