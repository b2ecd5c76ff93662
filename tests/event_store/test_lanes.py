"""What queues while a call is under way: it shares the next call, in order, and nobody suffers from a neighbour."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from domain.core.ids import uuid7
from event_store.errors import QueueFullError, UnknownCountyError
from event_store.pool import Pool, make_pool
from event_store.records import AnsweredBefore, Appended, Malformed, Outcome, Stale
from event_store.store import EventStore
from event_store.waiting import AppendLimits
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database


@asynccontextmanager
async def held(database: Database, county: str = COUNTY) -> AsyncIterator[None]:
    """Hold the county's head row, so that a call of it stays under way."""
    owner = await asyncpg.connect(database.dsn())
    try:
        async with owner.transaction():
            await owner.execute("SELECT FROM event_store.tenant_head WHERE tenant_id = $1 FOR UPDATE", county)
            yield
    finally:
        await owner.close()


async def under_way(store: EventStore) -> asyncio.Task[list[Outcome]]:
    """One append whose call has been sent."""
    calls = store.lanes.counters.calls
    task = asyncio.create_task(store.append(COUNTY, [appends(1)]))
    while store.lanes.counters.calls == calls:  # noqa: ASYNC110 - nothing to wait for but this
        await asyncio.sleep(0)
    return task


async def test_what_queued_goes_as_one_call(store: EventStore, database: Database) -> None:
    async with held(database):
        first = await under_way(store)
        calls = store.lanes.counters.calls
        given = [appends(2) for _ in range(50)]
        callers = [asyncio.create_task(store.append(COUNTY, [one])) for one in given]
        await asyncio.sleep(0)
        assert store.lanes.waiting.events.inside == 100
    outcomes = [(await caller)[0] for caller in callers]
    await first
    assert store.lanes.counters.calls == calls + 1
    assert store.lanes.counters.largest_call == 100
    positions = [outcome.first_position for outcome in outcomes if isinstance(outcome, Appended)]
    assert positions == list(range(2, 102, 2))
    log = await sound_log(store, COUNTY)
    assert [event.domain_event for event in log[1:]] == [event for one in given for event in one.events]


async def test_a_busy_county_has_two_calls_under_way_and_no_more(
    store: EventStore, database: Database
) -> None:
    async with held(database):
        first = await under_way(store)
        second = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(20)]
        while store.lanes.counters.calls < 3:  # noqa: ASYNC110 - the founding, the first, the second
            await asyncio.sleep(0)
        later = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(40)]
        await asyncio.sleep(0.05)
        assert store.lanes.counters.calls == 3
        assert store.lanes.waiting.events.inside == 40
    await asyncio.gather(first, *second, *later)
    assert store.lanes.counters.calls < 10
    assert len(await sound_log(store, COUNTY)) == 61


async def test_a_second_call_takes_no_connection_that_another_county_wants(
    database: Database, store: EventStore
) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=2)
    narrow = EventStore(pool)
    await narrow.append("county-b", [command()], found="production")
    async with held(database):
        first = await under_way(narrow)
        waiting = [asyncio.create_task(narrow.append(COUNTY, [appends(1)])) for _ in range(40)]
        await asyncio.sleep(0.02)
        assert narrow.lanes.waiting.events.inside == 40
        assert len(await narrow.read_log(COUNTY, 0, 10)) == 0  # readers have the other one
    await asyncio.gather(first, *waiting)
    await pool.close()


async def test_a_call_is_bounded(pool: Pool, store: EventStore, database: Database) -> None:
    small = EventStore(pool, limits=AppendLimits(events_per_call=10, bytes_per_call=10_000))
    async with held(database):
        first = await under_way(small)
        callers = [asyncio.create_task(small.append(COUNTY, [appends(4)])) for _ in range(6)]
        large = asyncio.create_task(small.append(COUNTY, [appends(1, answer=bytes(9_000))]))
        long = asyncio.create_task(small.append(COUNTY, [appends(25)]))
        await asyncio.sleep(0)
    await asyncio.gather(first, *callers, large, long)
    assert small.lanes.counters.calls == 1 + 6 // 2 + 1 + 1
    assert small.lanes.counters.largest_call == 25  # a caller's list is never cut


async def test_a_command_that_fails_voids_nothing_of_other_callers(
    store: EventStore, database: Database
) -> None:
    """Beside one that is stale and one that is malformed, others read the same stream at the version it has."""
    stream = uuid7()
    await store.append(COUNTY, [appends(3, stream)])
    async with held(database):
        first = await under_way(store)
        stale = asyncio.create_task(
            store.append(COUNTY, [appends(3, stream), command(reads={stream: 3}), appends(1)])
        )
        malformed = asyncio.create_task(store.append(COUNTY, [appends(1, stream, first_version=4, actor="")]))
        fine = asyncio.create_task(store.append(COUNTY, [appends(1, stream, first_version=4)]))
        too_late = asyncio.create_task(store.append(COUNTY, [command(reads={stream: 3})]))
        await asyncio.sleep(0)
    await first
    one, two, three = await stale
    assert (one, two) == (Stale({stream: 3}), Stale({stream: 3}))
    assert isinstance(three, Appended)
    assert isinstance((await malformed)[0], Malformed)
    assert isinstance((await fine)[0], Appended)
    assert await too_late == [Stale({stream: 4})]
    await sound_log(store, COUNTY)


async def test_a_fault_that_only_the_call_finds_stays_with_its_command(
    store: EventStore, database: Database
) -> None:
    stream = uuid7()
    async with held(database):
        first = await under_way(store)
        bad = appends(1, stream, correlation_id="no uuid")
        faulty = asyncio.create_task(
            store.append(COUNTY, [appends(1), bad, command(reads={stream: 1}), appends(1)])
        )
        others = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(3)]
        await asyncio.sleep(0)
    await first
    assert [type(outcome) for outcome in await faulty] == [Appended, Malformed, Stale, Appended]
    for other in others:
        assert isinstance((await other)[0], Appended)


async def test_cancelled_callers_disturb_nobody(store: EventStore, database: Database) -> None:
    async with held(database):
        first = await under_way(store)
        callers = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(20)]
        await asyncio.sleep(0)
        for caller in (first, *callers[::2]):
            caller.cancel()
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*callers[1::2])
    assert all(isinstance(outcome[0], Appended) for outcome in outcomes)
    await store.settle()
    assert len(await sound_log(store, COUNTY)) == 21  # those of the cancelled ones too: their keys settle it


async def test_100_duplicates_in_one_call_have_one_effect(store: EventStore, database: Database) -> None:
    given = appends(2)
    async with held(database):
        first = await under_way(store)
        callers = [asyncio.create_task(store.append(COUNTY, [given])) for _ in range(100)]
        await asyncio.sleep(0)
    await first
    outcomes = [(await caller)[0] for caller in callers]
    assert [type(outcome) for outcome in outcomes] == [Appended] + [AnsweredBefore] * 99
    assert len(await sound_log(store, COUNTY)) == 3


async def test_a_full_queue_turns_callers_away(pool: Pool, store: EventStore, database: Database) -> None:
    small = EventStore(pool, limits=AppendLimits(waiting_per_county=10, waiting=1000))
    async with held(database):
        first = await under_way(small)
        kept = [asyncio.create_task(small.append(COUNTY, [appends(4)])) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFullError, match=r"nothing was done.*12 of county-a"):
            await small.append(COUNTY, [appends(1)])
        assert small.lanes.waiting.events.turned_away == 1
    await asyncio.gather(first, *kept)
    assert small.lanes.waiting.events.inside == 0
    assert isinstance((await small.append(COUNTY, [appends(1)]))[0], Appended)
    assert len(await sound_log(small, COUNTY)) == 14


@pytest.mark.parametrize(
    "limits", [AppendLimits(waiting=10), AppendLimits(waiting_bytes=7_000)], ids=["events", "bytes"]
)
async def test_a_flood_of_one_county_is_counted_for_all(
    pool: Pool, store: EventStore, database: Database, limits: AppendLimits
) -> None:
    await store.append("county-b", [command()], found="production")
    small = EventStore(pool, limits=limits)
    async with held(database):
        first = await under_way(small)
        kept = [asyncio.create_task(small.append(COUNTY, [appends(4)])) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(QueueFullError):
            await small.append("county-b", [appends(1)])
        assert small.lanes.waiting.events.inside == 12
    await asyncio.gather(first, *kept)
    assert isinstance((await small.append("county-b", [appends(1)]))[0], Appended)


async def test_settling_empties_the_queue(store: EventStore, database: Database) -> None:
    async with held(database):
        first = await under_way(store)
        callers = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(10)]
        settled = asyncio.create_task(store.settle())
        await asyncio.sleep(0.01)
        assert not settled.done()
    await settled
    assert len(await sound_log(store, COUNTY)) == 11
    await asyncio.gather(first, *callers)


async def test_a_lane_that_is_broken_off_leaves_nobody_waiting(store: EventStore, database: Database) -> None:
    async with held(database):
        first = await under_way(store)
        callers = [asyncio.create_task(store.append(COUNTY, [appends(1)])) for _ in range(3)]
        await asyncio.sleep(0)
        [lane] = [task for task in asyncio.all_tasks() if task.get_name() == f"appends of {COUNTY}"]
        lane.cancel()  # as the event loop does at its end
        results = await asyncio.gather(first, *callers, return_exceptions=True)
    assert [type(result).__name__ for result in results] == ["OutcomeUnknownError"] + [
        "StoreUnavailableError"
    ] * 3
    assert store.lanes.waiting.events.inside == 0
    assert isinstance((await store.append(COUNTY, [appends(1)]))[0], Appended)


async def test_one_county_held_up_holds_up_no_other(database: Database) -> None:
    """Forty counties on two connections, one for appends: all of them get on, and readers too."""
    counties = [f"county-{number:02}" for number in range(40)]
    pool = await make_pool(database.dsn("gridledger_app"), max_size=2)
    store = EventStore(pool, acquire_timeout_seconds=1.0)
    for county in counties:
        await store.append(county, [command()], found="production")
    outcomes, _ = await asyncio.gather(
        asyncio.gather(*(store.append(county, [appends(1)]) for _ in range(20) for county in counties)),
        asyncio.gather(*(store.read_log(county, 0, 10) for county in counties)),
    )
    assert sum(isinstance(outcome[0], Appended) for outcome in outcomes) == 800
    assert [(await store.head(county)).last_position for county in counties] == [20] * 40
    await pool.close()


async def test_founding_shares_no_call(store: EventStore, database: Database) -> None:
    late = "county-late"
    unknown, founded, after = await asyncio.gather(
        store.append(late, [appends(1)]),
        store.append(late, [appends(1)], found="rehearsal"),
        store.append(late, [appends(1)]),
        return_exceptions=True,
    )
    assert isinstance(unknown, UnknownCountyError)
    assert isinstance(founded, list)
    assert isinstance(after, list)
    assert len(await sound_log(store, late)) == 2
