"""Waiting until the read models of a county reflect a position: how a caller reads its own write."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress

from event_store.errors import EventStoreError, StatementTimeoutError, StoreUnavailableError
from event_store.pool import Pool
from event_store.sqlstate import DATABASE_ERRORS, translate
from projections.framework import checkpoint

_PASSING = (StoreUnavailableError, StatementTimeoutError)


class _Move(asyncio.Event):
    """The county has come further; or it cannot be found out how far it has."""

    failure: EventStoreError | None = None


class _County:
    def __init__(self) -> None:
        self.position = 0
        self.waiting = 0
        self.urgent = 0  # of these
        self.hurry = asyncio.Event()  # one of these has come
        self.moved = _Move()  # replaced at each move
        self.poller: asyncio.Task[None] | None = None


class Positions:
    """One a process. A projector of this process wakes waiters at once; others are seen by polling.

    However many wait for a county, one task asks; seldom, while nobody who waits has asked a question that is held up.
    """

    def __init__(self, pool: Pool, *, poll_seconds: float = 0.02, leisurely_seconds: float = 0.2) -> None:
        self._pool = pool
        self._poll_seconds = poll_seconds
        self._leisurely_seconds = leisurely_seconds
        self._counties: defaultdict[str, _County] = defaultdict(_County)

    def reached(self, tenant: str, position: int) -> None:
        """The read models stand at ``position``; called after the commit."""
        county = self._counties[tenant]
        if position > county.position:
            county.position = position
            _wake(county)

    async def wait_for(
        self, tenant: str, position: int, timeout_seconds: float, *, is_urgent: bool = True
    ) -> int:
        """Wait until ``position`` is reached, at most so long; returns the position reached, maybe less.

        Unless it ``is_urgent``, what another process projects may be seen a fifth of a second later. Raises
        EventStoreError where the position cannot be asked for, and could not a moment later.
        """
        county = self._counties[tenant]
        if county.position >= position:
            return county.position
        county.waiting += 1
        county.urgent += is_urgent
        if is_urgent:
            county.hurry.set()
        if county.poller is None:
            county.poller = asyncio.create_task(self._poll(tenant))
        try:
            async with asyncio.timeout(timeout_seconds):
                while county.position < position:
                    moved = county.moved
                    await moved.wait()
                    if moved.failure is not None:
                        raise moved.failure.again()
        except TimeoutError:
            return county.position
        finally:
            county.waiting -= 1
            county.urgent -= is_urgent
        return county.position

    async def _poll(self, tenant: str) -> None:
        county = self._counties[tenant]
        # It ends by itself, never by a cancellation: between Parse and Bind that would leave the connection in a
        # transaction that asyncpg does not know of (it prepares with a Flush, without a Sync), and the next BEGIN
        # on it would fail with 25001.
        try:
            while county.waiting:
                try:
                    async with self._pool.acquire(timeout=1.0) as connection:
                        self.reached(tenant, await checkpoint.position(connection, tenant))
                except DATABASE_ERRORS as error:
                    failure = translate(error)
                    if not isinstance(failure, _PASSING):  # else the waiters have their own time-out
                        failure.__cause__ = error
                        _wake(county, failure)
                        return
                await self._rest(county)
        finally:
            county.poller = None  # whoever comes next starts another

    async def _rest(self, county: _County) -> None:
        """Sleep between two looks: long, unless somebody is in a hurry or comes to be."""
        if not county.urgent:
            county.hurry.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._leisurely_seconds):
                    await county.hurry.wait()
        else:
            await asyncio.sleep(self._poll_seconds)


def _wake(county: _County, failure: EventStoreError | None = None) -> None:
    moved, county.moved = county.moved, _Move()
    moved.failure = failure
    moved.set()
