"""Following a log: everything once, in order, soon."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from event_store.errors import UnknownCountyError
from event_store.pool import Pool
from event_store.records import Head
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, OTHER_COUNTY, appends, command

SOON_SECONDS = 5.0
NEVER_POLLS_SECONDS = 3600.0


async def positions_of(
    store: EventStore, count: int, *, after: int = 0, batch: int = 1000, poll_seconds: float = 0.01
) -> list[int]:
    """Follow until `count` events have come; their positions."""
    seen: list[int] = []
    async with aclosing(store.follow(COUNTY, after, batch=batch, poll_seconds=poll_seconds)) as batches:
        async for events in batches:
            assert 1 <= len(events) <= batch
            seen.extend(event.position for event in events)
            if len(seen) >= count:
                break
    return seen


async def test_what_is_there_comes_in_batches(store: EventStore) -> None:
    await store.append(COUNTY, [appends(7)])
    assert await positions_of(store, 7, batch=3) == [1, 2, 3, 4, 5, 6, 7]
    assert await positions_of(store, 2, after=5) == [6, 7]


async def test_an_append_of_this_process_wakes_it_without_a_poll(store: EventStore) -> None:
    follower = asyncio.create_task(positions_of(store, 3, poll_seconds=NEVER_POLLS_SECONDS))
    for _ in range(3):
        await asyncio.sleep(0.02)  # let it find nothing and wait
        await store.append(COUNTY, [appends(1)])
    async with asyncio.timeout(SOON_SECONDS):
        assert await follower == [1, 2, 3]


async def test_an_append_of_another_process_is_polled(store: EventStore, pool: Pool) -> None:
    follower = asyncio.create_task(positions_of(store, 2))
    await asyncio.sleep(0.02)
    await EventStore(pool).append(COUNTY, [appends(2)])  # shares no wake-ups, as another process
    async with asyncio.timeout(SOON_SECONDS):
        assert await follower == [1, 2]


async def test_another_county_does_not_wake_it(store: EventStore) -> None:
    follower = asyncio.create_task(positions_of(store, 1, poll_seconds=NEVER_POLLS_SECONDS))
    await asyncio.sleep(0.02)
    await store.append(OTHER_COUNTY, [appends(1)], found="production")
    await store.append(COUNTY, [command()])  # appends nothing
    await asyncio.sleep(0.02)
    assert not follower.done()
    await store.append(COUNTY, [appends(1)])
    async with asyncio.timeout(SOON_SECONDS):
        assert await follower == [1]


async def test_it_rests_where_there_is_nothing_new(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    head = store.head

    async def counted(tenant: str) -> Head:
        looks.append(tenant)
        return await head(tenant)

    monkeypatch.setattr(store, "head", counted)
    follower = asyncio.create_task(positions_of(store, 2, poll_seconds=NEVER_POLLS_SECONDS))
    await asyncio.sleep(0.02)
    await store.append(COUNTY, [appends(1)])
    await asyncio.sleep(0.1)
    follower.cancel()
    await asyncio.gather(follower, return_exceptions=True)
    assert 2 <= len(looks) <= 4  # before the append, for it, after it; not as fast as it can


async def test_one_listener_hears_of_every_county(store: EventStore) -> None:
    with store.wakeups.register(None) as woken:
        await store.append(COUNTY, [appends(1)])
        assert woken.is_set()
        woken.clear()
        await store.append(OTHER_COUNTY, [command()], found="production")
        assert not woken.is_set()  # nothing was appended
        await store.append(OTHER_COUNTY, [appends(1)])
        assert woken.is_set()


async def test_many_followers_see_the_same(store: EventStore) -> None:
    followers = [asyncio.create_task(positions_of(store, 20, poll_seconds=0.5)) for _ in range(10)]
    for _ in range(10):
        await store.append(COUNTY, [appends(2)])
    async with asyncio.timeout(SOON_SECONDS):
        assert await asyncio.gather(*followers) == [list(range(1, 21))] * 10


async def test_a_county_that_was_not_founded_is_unknown(store: EventStore) -> None:
    with pytest.raises(UnknownCountyError):
        await anext(store.follow("county-x", 0))


async def test_a_cancelled_follower_leaves_nothing_behind(store: EventStore) -> None:
    follower = asyncio.create_task(positions_of(store, 1))
    await asyncio.sleep(0.02)
    follower.cancel()
    await asyncio.gather(follower, return_exceptions=True)
    assert not store.wakeups._waiting
