"""One process at a time folds a county; what stops one county is loud and stops no other.

What stops a single stream: test_parking.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from domain.core import DomainEvent
from event_store.pool import Pool, make_pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework import checkpoint
from projections.framework.positions import Positions
from projections.framework.read_model import ReadModel
from projections.framework.rebuild import Rebuilder
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.framework.status import ProjectionStatus, projection_status
from projections.registry import READ_MODELS
from tests.projections.unknown_event import append_unknown_event
from tests.projections.world import World
from tests.support.postgres import Database, PrivateCluster


@asynccontextmanager
async def running(projector: Projector) -> AsyncIterator[None]:
    """The projector at work until the end of the block."""
    stop = asyncio.Event()
    task = asyncio.create_task(projector.run_forever(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)


async def status_of(pool: Pool, tenant: str) -> ProjectionStatus:
    async with pool.acquire() as connection:
        return next(one for one in await projection_status(connection) if one.tenant_id == tenant)


async def is_sound(pool: Pool, tenant: str) -> bool:
    report = await Rebuilder(pool, EventStore(pool), READ_MODELS).verify(tenant)
    assert [str(line) for table in report.tables for line in table.first] == []
    return report.is_same


async def test_follows_every_county_as_events_come(app_pool: Pool, projector_pool: Pool) -> None:
    positions = Positions(app_pool)
    worlds = [World(app_pool, seed=1), World(app_pool, seed=2, tenant="county-b")]
    projector = Projector(projector_pool, worlds[0].store, READ_MODELS, positions=positions)
    async with running(projector):
        for world in worlds:
            await world.build()
        for _ in range(3):
            for world in worlds:
                await world.live(40)
        for world in worlds:
            assert await positions.wait_for(world.tenant, len(world.events), 10) == len(world.events)
    for world in worlds:
        assert await is_sound(projector_pool, world.tenant)
        status = await status_of(app_pool, world.tenant)
        assert (status.position, status.head, status.lag, status.error) == (
            len(world.events),
            len(world.events),
            0,
            None,
        )


async def test_two_projectors_never_fold_an_event_twice(app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=5)
    await world.build()
    await world.live(100)
    store = EventStore(projector_pool)
    both = [Projector(projector_pool, store, READ_MODELS, batch_events=7) for _ in range(2)]
    reached = await asyncio.gather(*(one.run(world.tenant) for one in both))
    assert reached == [len(world.events)] * 2
    assert await is_sound(projector_pool, world.tenant)
    async with running(both[0]), running(both[1]):
        for _ in range(4):
            await world.live(30)
            await asyncio.sleep(0.05)
        positions = Positions(app_pool)
        assert await positions.wait_for(world.tenant, len(world.events), 10) == len(world.events)
    assert await is_sound(projector_pool, world.tenant)


async def test_two_tasks_of_one_process_never_fold_an_event_twice(
    app_pool: Pool, projector_pool: Pool
) -> None:
    """As the load does: it runs to the end of the log what follows it all the while."""
    world = World(app_pool, seed=6)
    await world.build()
    await world.live(100)
    projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS, batch_events=7)
    async with running(projector):
        for _ in range(6):
            await world.live(20)
            reached = await asyncio.gather(*(projector.run(world.tenant) for _ in range(3)))
            assert set(reached) == {len(world.events)}
    assert await is_sound(projector_pool, world.tenant)


async def test_a_county_that_another_process_has_is_passed_over(
    app_pool: Pool, projector_pool: Pool, projector: Projector
) -> None:
    held, free = World(app_pool, seed=1), World(app_pool, seed=2, tenant="county-b")
    for world in (held, free):
        await world.build()
    positions = Positions(app_pool)
    async with running(projector), projector_pool.acquire() as other:
        await checkpoint.make(other, held.tenant)
        async with other.transaction():
            assert await checkpoint.own(other, held.tenant, wait=True)
            await held.live(40)
            await free.live(40)
            assert await positions.wait_for(free.tenant, len(free.events), 10) == len(free.events)
            assert (await status_of(app_pool, held.tenant)).lag >= 1
        assert await positions.wait_for(held.tenant, len(held.events), 10) == len(held.events)


async def test_an_unknown_event_stops_its_county_just_before_it_and_no_other(
    database: Database, app_pool: Pool, projector_pool: Pool
) -> None:
    store = EventStore(projector_pool)
    projector = Projector(projector_pool, store, READ_MODELS, first_retry_seconds=60)
    stopped, going = World(app_pool, seed=1), World(app_pool, seed=2, tenant="county-b")
    await stopped.build()
    await append_unknown_event(database, stopped.tenant)
    await going.build()
    with capture_logs() as logs:
        async with running(projector):
            positions = Positions(app_pool)
            before = len(stopped.events)
            assert await positions.wait_for(stopped.tenant, before, 10) == before
            await going.live(40)
            assert await positions.wait_for(going.tenant, len(going.events), 10) == len(going.events)
            status = await status_of(app_pool, stopped.tenant)
            while status.error is None:
                await asyncio.sleep(0.02)
                status = await status_of(app_pool, stopped.tenant)
    told = [entry for entry in logs if entry["event"] == "read models of a county stopped"]
    assert [(entry["log_level"], entry["tenant_id"]) for entry in told] == [("error", stopped.tenant)]
    assert (status.position, status.lag) == (before, 1)
    assert "meeting.teleported" in status.error
    assert (await status_of(app_pool, going.tenant)).error is None
    assert await is_sound(projector_pool, stopped.tenant)


async def test_an_event_that_nobody_handles_passes(app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    seen: list[DomainEvent] = []

    def see(rows: Rows, event: DomainEvent, record: LoggedEvent) -> None:
        seen.append(event)

    only = ReadModel(name="only", tables=(), handlers={type(world.events[0]): see})
    await Projector(projector_pool, EventStore(projector_pool), [only]).run(world.tenant)
    assert seen == [world.events[0]]


@pytest.mark.faults
async def test_waits_out_a_database_that_is_away(private_cluster: PrivateCluster) -> None:
    app_pool = await make_pool(private_cluster.dsn("gridledger_app"), max_size=4)
    projector_pool = await make_pool(private_cluster.dsn("gridledger_projector"), max_size=4)
    world = World(app_pool, seed=1)
    await world.build()
    projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS, first_retry_seconds=0.05)
    async with running(projector):
        await world.live(40)
        await asyncio.to_thread(private_cluster.stop)
        await asyncio.sleep(0.3)
        await asyncio.to_thread(private_cluster.start)
        await world.live(40)
        reached = await Positions(app_pool).wait_for(world.tenant, len(world.events), 20)
        assert reached == len(world.events)
    assert await is_sound(projector_pool, world.tenant)
    await projector_pool.close()
    await app_pool.close()
