"""Takes the record of every answer that tells of persons; whoever cannot leave one gets no such answer.

Records are kept in batches, a second late at most, or before the answer leaves, for the groups of fields of which it is
wanted. What waits is bounded. While nothing can be kept, nobody reads of persons: all else is answered as ever. No
record that the database refuses for what it holds keeps others from being kept.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence, Set
from dataclasses import dataclass

import structlog

from application.read_audit.persons import PersonSets
from application.read_audit.reading import Reading, Written
from application.read_audit.table import ReadingRefusedError
from event_store.errors import EventStoreError

log = structlog.get_logger(__name__)

Keep = Callable[[Sequence[Written]], Awaitable[None]]


class ReadAuditUnavailableError(Exception):
    """It cannot be recorded just now who reads of persons, so nobody does. Try again shortly."""


@dataclass(frozen=True, slots=True)
class ReadAuditLimits:
    """How long records may wait, and how many: by their bytes, those of persons' ids among them."""

    wait_seconds: float = 0.5  # with the statement itself a second, unless the database is slow
    retry_seconds: float = 1.0
    close_seconds: float = 5.0  # for what waits when the process ends
    room_seconds: float = 5.0  # an answer waits for room, before it is withheld
    batch: int = (
        250_000  # bytes to one statement: seven pages of a thousand persons, or hundreds that are known
    )
    waiting: int = 5_000_000  # bytes in a process


class ReadAudit:
    """One for a process."""

    def __init__(
        self,
        keep: Keep,
        *,
        before: Set[str] = frozenset(),
        limits: ReadAuditLimits | None = None,
    ) -> None:
        """``before`` are groups of fields whose reading is kept before the answer leaves."""
        self._keep = keep
        self._before = before
        self._limits = limits or ReadAuditLimits()
        self._queue: deque[Written] = deque()
        self._waiting = 0  # bytes
        self._to_send = 0  # bytes
        self._hurry = asyncio.Event()  # a whole batch waits, or the process ends
        self._kept = asyncio.Event()  # since somebody last looked for room
        self._failing = False
        self._failing_ahead = False
        self._closed = False
        self.sets = PersonSets()
        self._writing: asyncio.Task[None] | None = None
        self.refused = 0  # records that the database refused for what they hold

    @property
    def waiting(self) -> int:
        """How many records wait to be kept."""
        return len(self._queue)

    @property
    def is_failing(self) -> bool:
        """Whether the last batch could not be kept, or the last record that was to be kept before its answer."""
        return self._failing or self._failing_ahead

    async def record(self, reading: Reading) -> None:
        """Keep a record, or see to it. The answer must not leave where this raises.

        Raises ReadAuditUnavailableError, and for a record that can never be kept ReadingRefusedError or TypeError.
        """
        written = reading.written()
        # Once a record was refused that was to be kept after its answer, none is trusted to be kept so any more.
        if self.refused == 0 and self._before.isdisjoint(reading.field_groups):
            await self._room_for(written)
            self._enqueue(written)
        else:
            await self._keep_ahead(written)

    async def _keep_ahead(self, reading: Written) -> None:
        try:
            await self._keep([reading])
        except ReadingRefusedError as error:
            self._refuse(reading, error)
            raise
        except EventStoreError as error:
            self._failing_ahead = True
            raise ReadAuditUnavailableError(ReadAuditUnavailableError.__doc__) from error
        self._failing_ahead = False

    async def _room_for(self, reading: Written) -> None:
        """Wait while others' records leave no room: who reads much is slowed down by it, and nobody turned away."""
        try:
            async with asyncio.timeout(self._limits.room_seconds):
                while self._is_full(reading) and not self._failing and not self._closed:
                    self._hurry.set()
                    self._kept.clear()
                    await self._kept.wait()
        except TimeoutError:
            raise ReadAuditUnavailableError(ReadAuditUnavailableError.__doc__) from None

    def _is_full(self, reading: Written) -> bool:
        return self._waiting > 0 and self._waiting + reading.size > self._limits.waiting

    def _enqueue(self, reading: Written) -> None:
        if self._closed or self._failing:
            raise ReadAuditUnavailableError(ReadAuditUnavailableError.__doc__)
        self._queue.append(reading)
        self._waiting += reading.size
        self._to_send += reading.to_send
        if self._to_send >= self._limits.batch:
            self._hurry.set()
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """Keep what waits, until nothing does."""
        while self._queue:
            await self._pause(self._limits.wait_seconds)
            batch = self._next_batch()
            try:
                await self._keep_first(batch)
            except Exception as error:  # noqa: BLE001 - whatever it is: until it is mended nothing more is shown
                self._fails(error)
                await asyncio.sleep(self._limits.retry_seconds)
            else:
                self._failing = False

    async def _keep_first(self, batch: Sequence[Written]) -> None:
        """Keep the first that wait; where one of them is refused, the others without it."""
        try:
            await self._keep(batch)
        except ReadingRefusedError as error:
            if len(batch) > 1:
                middle = len(batch) // 2
                await self._keep_first(batch[:middle])
                await self._keep_first(batch[middle:])
                return
            self._refuse(batch[0], error)
        for reading in batch:
            self._queue.popleft()
            self._waiting -= reading.size
        self._to_send = sum(reading.to_send for reading in self._queue)  # less, where sets are known now
        self._kept.set()

    def _refuse(self, reading: Written, error: ReadingRefusedError) -> None:
        """Say which request's record can never be kept: what the log says of the request is what remains."""
        self.refused += 1
        kind = type(error).__name__
        log.error("reading refused", error=kind, code=error.code, request_id=reading.request_id)

    async def _pause(self, seconds: float) -> None:
        """Let records gather; no longer once there are enough, or no more come."""
        if self._to_send < self._limits.batch:
            try:
                async with asyncio.timeout(seconds):
                    await self._hurry.wait()
            except TimeoutError:
                return
        if not self._closed:
            self._hurry.clear()

    def _next_batch(self) -> list[Written]:
        """The first that wait, as many as go in one statement; at least one."""
        batch: list[Written] = []
        size = 0
        for reading in self._queue:
            size += reading.to_send
            if batch and size > self._limits.batch:
                break
            batch.append(reading)
        return batch

    def _fails(self, error: Exception) -> None:
        if not self._failing:
            code = getattr(error, "code", None)
            log.error("read audit failed", error=type(error).__name__, code=code, waiting=len(self._queue))
        self._failing = True
        self._kept.set()  # those who wait for room need wait no longer

    async def settle(self) -> None:
        """Wait until nothing waits, or nothing can be kept; no longer than a closing process may."""
        # With nothing under way, the hurry would be of the next to come.
        if self._writing is not None and not self._writing.done():
            self._hurry.set()
            await asyncio.wait([self._writing], timeout=self._limits.close_seconds)

    async def close(self) -> None:
        """Keep what waits, for as long as the process may still live; then say how much was not."""
        self._closed = True
        self._kept.set()
        await self.settle()
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        if self._queue:
            log.error("readings lost", readings=len(self._queue))
