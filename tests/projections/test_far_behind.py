"""A county far behind: its tables are looked through as they grow, and batches grow with what waits."""

from __future__ import annotations

import asyncio

from event_store.pool import Pool
from projections.framework.positions import Positions
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.test_runner import is_sound, running
from tests.projections.world import World

_LOOKED_THROUGH = """
SELECT relname FROM pg_class
 WHERE relnamespace = 'read_model'::regnamespace AND relkind = 'r' AND reltuples >= 0"""


async def test_tables_that_have_grown_are_looked_through(app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=4)
    await world.build()
    await world.live(600)
    assert await projector_pool.fetch(_LOOKED_THROUGH) == []
    await Projector(projector_pool, world.store, READ_MODELS, batch_events=100).run(world.tenant)
    names = {row["relname"] for row in await projector_pool.fetch(_LOOKED_THROUGH)}
    assert "audit_entry" in names
    await projector_pool.execute("SELECT read_model.analyse_grown()")
    again = {row["relname"] for row in await projector_pool.fetch(_LOOKED_THROUGH)}
    assert again >= names
    assert await is_sound(projector_pool, world.tenant)


async def test_what_waits_goes_into_larger_batches(app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=5)
    await world.build()
    await world.live(100)
    reached: list[int] = []

    class Told(Positions):
        def reached(self, tenant: str, position: int) -> None:
            reached.append(position)

    projector = Projector(
        projector_pool, world.store, READ_MODELS, positions=Told(projector_pool), batch_events=20
    )
    await projector.run(world.tenant)
    first, *later = (to - after for after, to in zip([0, *reached], reached, strict=False))
    assert first <= 20
    assert 20 < max(later) <= 100
    report = await Rebuilder(projector_pool, world.store, READ_MODELS).verify(world.tenant)
    assert report.is_same


async def test_one_that_rests_folds_all_the_same_and_ends_at_once(
    app_pool: Pool, projector_pool: Pool
) -> None:
    world = World(app_pool, seed=6)
    positions = Positions(app_pool)
    projector = Projector(projector_pool, world.store, READ_MODELS, positions=positions, rest_seconds=0.2)
    async with running(projector):
        await world.build()
        await world.live(20)
        assert await positions.wait_for(world.tenant, len(world.events), 10) == len(world.events)
    resting = Projector(projector_pool, world.store, READ_MODELS, rest_seconds=60)
    async with running(resting):
        await world.live(5)
        await asyncio.sleep(0.5)
    assert await is_sound(projector_pool, world.tenant)
