"""A batch never ends inside a command."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import aclosing
from itertools import groupby

import pytest

from event_store.pool import Pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework.batches import batches, ends_command, read_batch
from projections.framework.county import CountyProjection, Step
from projections.framework.fold import Fold
from projections.registry import READ_MODELS
from tests.event_store.builders import COUNTY, appends
from tests.projections.world import World

LONGEST = 20


def commands(records: Sequence[LoggedEvent]) -> list[list[int]]:
    """Positions by command."""
    return [[r.position for r in one] for _, one in groupby(records, key=lambda r: r.command_id)]


@pytest.fixture
async def store(app_pool: Pool) -> EventStore:
    """A log of 60 commands, of 1 to 20 events each."""
    chance = random.Random(7)
    store = EventStore(app_pool)
    lengths = [chance.choice([1, 1, 2, 5, LONGEST]) for _ in range(60)]
    await store.append(COUNTY, [appends(length) for length in lengths], found="rehearsal")
    return store


@pytest.mark.parametrize("events", [1, 2, 7, LONGEST, LONGEST + 1, 100, 10_000])
async def test_reads_whole_commands_and_the_whole_log(store: EventStore, events: int) -> None:
    log = await store.read_log(COUNTY, 0, 10_000)
    seen: list[LoggedEvent] = []
    more = True
    while more:
        batch = await read_batch(store, COUNTY, seen[-1].position if seen else 0, events)
        assert batch.records
        assert len(batch.records) <= max(events, 2 * len(commands(batch.records)[0]))
        seen += batch.records
        more = batch.more
        assert more == (len(seen) < len(log))
    assert commands(seen) == commands(log)
    assert await read_batch(store, COUNTY, len(log), events) == ([], False)


async def test_reads_no_further_than_asked(store: EventStore) -> None:
    log = await store.read_log(COUNTY, 0, 10_000)
    ends = [positions[-1] for positions in commands(log)]
    for up_to in ends[::7]:
        batch = await read_batch(store, COUNTY, 0, 10_000, up_to)
        assert batch.records[-1].position == up_to
        assert not batch.more


async def test_knows_the_last_event_of_a_command(store: EventStore) -> None:
    log = await store.read_log(COUNTY, 0, 10_000)
    ends = [positions[-1] for positions in commands(log)]
    assert [r.position for n, r in enumerate(log) if ends_command(log, n)] == ends


@pytest.mark.parametrize("batch_events", [1, 3, 50])
async def test_read_models_move_by_whole_commands(
    app_pool: Pool, projector_pool: Pool, batch_events: int
) -> None:
    world = World(app_pool, seed=3)
    await world.build()
    await world.live(80)
    log = await world.store.read_log(world.tenant, 0, 10_000)
    ends = {positions[-1] for positions in commands(log)}
    county = CountyProjection(world.tenant, projector_pool, EventStore(projector_pool), Fold(READ_MODELS))
    while await county.step(batch_events) is Step.FOLDED:
        assert county.at.position in ends
    assert county.at.position == len(log)
    assert len(ends) < len(log)


async def test_the_next_batch_is_read_while_one_is_folded(store: EventStore) -> None:
    log = await store.read_log(COUNTY, 0, 10_000)
    read: list[int] = []
    async for batch in batches(store, COUNTY, 0, 4, len(log)):
        read += [record.position for record in batch.records]
    assert read == [record.position for record in log]
    async with aclosing(batches(store, COUNTY, 0, 4, len(log))) as given_up:
        assert (await anext(given_up)).more
    assert asyncio.all_tasks() == {asyncio.current_task()}
