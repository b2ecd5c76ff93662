"""Waiting until the read models reflect a position."""

from __future__ import annotations

import asyncio

from event_store.pool import Pool
from projections.framework import checkpoint
from projections.framework.positions import Positions
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.world import World


async def test_a_projector_of_this_process_wakes_waiters(app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    positions = Positions(app_pool, poll_seconds=60)  # only its first look counts
    waiting = asyncio.create_task(positions.wait_for(world.tenant, len(world.events), 5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await Projector(projector_pool, world.store, READ_MODELS, positions=positions).run(world.tenant)
    assert await asyncio.wait_for(waiting, 1) == len(world.events)


async def test_another_process_is_seen_by_polling(app_pool: Pool, projector: Projector) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    positions = Positions(app_pool)
    waiting = [
        asyncio.create_task(positions.wait_for(world.tenant, position, 5))
        for position in range(1, len(world.events) + 1)
    ]
    await asyncio.sleep(0)
    await projector.run(world.tenant)
    assert set(await asyncio.gather(*waiting)) == {len(world.events)}
    async with app_pool.acquire() as connection:
        assert await checkpoint.position(connection, world.tenant) == len(world.events)


async def test_gives_up_with_the_position_reached(app_pool: Pool, projector: Projector) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    await projector.run(world.tenant)
    positions = Positions(app_pool)
    assert await positions.wait_for(world.tenant, len(world.events) + 1, 0.1) == len(world.events)
    assert await positions.wait_for("nowhere", 1, 0.1) == 0


async def test_a_waiter_that_goes_takes_its_polling_along(app_pool: Pool) -> None:
    positions = Positions(app_pool)
    before = asyncio.all_tasks()
    waiting = asyncio.create_task(positions.wait_for("nowhere", 1, 60))
    await asyncio.sleep(0.05)
    assert len(asyncio.all_tasks()) >= len(before) + 2  # it, its poller, and what the pool may have begun
    waiting.cancel()
    await asyncio.wait({waiting, *asyncio.all_tasks() - before}, timeout=5)
    assert asyncio.all_tasks() == before
