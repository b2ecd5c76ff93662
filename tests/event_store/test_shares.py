"""A caller's part of a pool: half at most at a time; whoever wants more waits, and others do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from event_store.connections import Connections
from event_store.errors import ShareTakenError, StoreUnavailableError
from event_store.pool import Pool, make_pool
from event_store.shares import Shares
from tests.support.postgres import Database

HALF = 4  # of the pool of these tests
NEXT = "SELECT 1 AS one"


@pytest.fixture
def shares(pool: Pool) -> Shares:
    return Shares(pool, acquire_timeout_seconds=0.1)


@asynccontextmanager
async def taken(connections: Connections, count: int) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for _ in range(count):
            stack.push_async_callback(connections.release, await connections.acquire())
        yield


async def test_half_and_no_more(shares: Shares) -> None:
    async with taken(shares.of("one"), HALF):
        with pytest.raises(ShareTakenError):
            await shares.of("one").fetch(NEXT)
        assert await shares.of("another").fetch(NEXT)
    assert await shares.of("one").fetch(NEXT)


async def test_who_waits_comes_next(shares: Shares) -> None:
    async with taken(shares.of("one"), HALF):
        waiting = asyncio.create_task(shares.of("one").fetch(NEXT))
        await asyncio.sleep(0.02)
        assert not waiting.done()
    assert await waiting


async def test_a_pool_of_one_has_one_for_each(database: Database) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    shares = Shares(pool, acquire_timeout_seconds=0.1)
    async with taken(shares.of("one"), 1):
        with pytest.raises(StoreUnavailableError) as refusal:
            await shares.of("another").fetch(NEXT)
        assert not isinstance(refusal.value, ShareTakenError)  # it is the pool that has none
    assert await shares.of("another").fetch(NEXT)
    await pool.close()


async def test_who_leaves_while_waiting_takes_nothing_along(shares: Shares) -> None:
    async with taken(shares.of("one"), HALF):
        waiting = [asyncio.create_task(shares.of("one").fetch(NEXT)) for _ in range(10)]
        await asyncio.sleep(0.01)
        for one in waiting[:5]:
            one.cancel()
        found = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(one) for one in found} == {asyncio.CancelledError, ShareTakenError}
    async with taken(shares.of("one"), HALF):
        pass


async def test_nothing_is_left_of_callers_that_are_gone(shares: Shares) -> None:
    for caller in range(100):
        await shares.of(caller).fetch(NEXT)
    assert len(shares) == 0
