"""A county far behind: its tables are looked through as they grow, and batches grow with what waits."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import asyncpg
import pytest

from event_store.pool import Pool, make_pool
from projections.framework.positions import Positions
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.test_runner import is_sound, running
from tests.projections.world import World
from tests.support.postgres import Database

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


_SLOW = """
CREATE FUNCTION read_model.take_time() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.005); RETURN new; END $$;
CREATE TRIGGER slow BEFORE INSERT ON read_model.audit_entry FOR EACH ROW EXECUTE FUNCTION read_model.take_time()"""


async def test_a_batch_that_takes_too_long_is_tried_again_with_fewer_events(
    database: Database, app_pool: Pool, projector_pool: Pool
) -> None:
    world = World(app_pool, seed=7)
    await world.build()
    await world.live(100)
    owner = await asyncpg.connect(database.dsn())
    await owner.execute(_SLOW)
    await owner.close()
    hurried = await make_pool(database.dsn("gridledger_projector"), statement_timeout_seconds=0.5)
    projector = Projector(hurried, world.store, READ_MODELS)  # all in one batch
    with pytest.raises(asyncpg.QueryCanceledError):
        await projector.run(world.tenant)
    for _ in range(6):
        with suppress(asyncpg.QueryCanceledError):
            await projector.run(world.tenant)
    assert await projector.run(world.tenant) == len(world.events)
    await hurried.close()
    assert await is_sound(projector_pool, world.tenant)
