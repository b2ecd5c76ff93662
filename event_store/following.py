"""Follows a county's log: woken by appends of this process, polling for those of others."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager

from event_store.errors import StatementTimeoutError, StoreUnavailableError
from event_store.reading import LogReader
from event_store.records import RecordedEvent

_LONGEST_PAUSE_SECONDS = 1.0


class Wakeups:
    """Hints that a county's log grew. The head row is the truth; a missed hint only costs one poll."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str | None, set[asyncio.Event]] = defaultdict(set)

    def wake(self, tenant: str) -> None:
        """Wake everyone who waits for this county, or for any."""
        for event in (*self._waiting.get(tenant, ()), *self._waiting.get(None, ())):
            event.set()

    @contextmanager
    def register(self, tenant: str | None) -> Iterator[asyncio.Event]:
        """An asyncio event that every wake-up of the county (None: of any) sets.

        Whoever waits clears it before looking.
        """
        event = asyncio.Event()
        self._waiting[tenant].add(event)
        try:
            yield event
        finally:
            self._waiting[tenant].discard(event)
            if not self._waiting[tenant]:
                del self._waiting[tenant]


async def follow_log(
    reader: LogReader, wakeups: Wakeups, tenant: str, after: int, *, batch: int, poll_seconds: float
) -> AsyncGenerator[list[RecordedEvent], None]:
    """Yield batches of 1 to ``batch`` events, every position after ``after`` once and in order, without end.

    Appends of this process wake it at once; those of other processes are seen within ``poll_seconds``. While
    the database is away it waits, asking again at growing intervals of at most a second. UnknownCountyError
    if the county has not been founded. Close the iterator (``aclosing``) when done with it.
    """
    pause_seconds = poll_seconds
    with wakeups.register(tenant) as woken:
        while True:
            woken.clear()  # before looking: an append from here on wakes us
            try:
                head = await reader.head(tenant)
                events = await reader.read_log(tenant, after, batch) if head.last_position > after else []
                pause_seconds = poll_seconds
            except (StoreUnavailableError, StatementTimeoutError):
                events = []
                pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
            if events:
                after = events[-1].position
                yield events
            else:
                await _wait(woken, pause_seconds)


async def _wait(woken: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return
