"""Projectors die at any moment, alone or beside others: no event is folded twice, and none skipped.

Rows and checkpoint stand together always (reliability.md, row 10), and a county has one owner at a time.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework import checkpoint
from projections.framework.positions import Positions
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults
from tests.projections.world import World
from tests.support.postgres import Database

ROOT = Path(__file__).parents[2]
KILLS = 8
COUNTIES = 4
PATIENCE_SECONDS = 60.0


async def test_connection_lost_between_rows_and_checkpoint(
    app_pool: Pool, projector_pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    await world.live(80)
    projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS, batch_events=10)
    advance = checkpoint.advance
    calls = 0

    async def lost_at_times(connection: asyncpg.Connection, tenant: str, to: int) -> object:
        nonlocal calls
        calls += 1
        if calls % 3 == 1:
            await connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return await advance(connection, tenant, to)  # type: ignore[arg-type]

    monkeypatch.setattr(checkpoint, "advance", lost_at_times)
    reached = 0
    while reached < len(world.events):
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            reached = await projector.run(world.tenant)
    assert calls > len(world.events) / 50
    await assert_sound(app_pool, projector_pool, [world])


@pytest.mark.faults
async def test_killed_again_and_again(database: Database, app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=2)
    await world.build()
    await world.live(400)
    chance = random.Random(1)
    rebuilder = Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS)
    for _ in range(KILLS):
        async with projector_process(database):
            await asyncio.sleep(chance.random() * 0.3)
    assert (await rebuilder.verify(world.tenant)).is_same
    await Projector(projector_pool, EventStore(projector_pool), READ_MODELS).run(world.tenant)
    await assert_sound(app_pool, projector_pool, [world])


@pytest.mark.faults
@pytest.mark.parametrize("counties", [1, COUNTIES])
async def test_two_share_the_counties_and_one_is_killed(
    database: Database, app_pool: Pool, projector_pool: Pool, counties: int
) -> None:
    worlds = [World(app_pool, seed=n, tenant=f"county-{n}") for n in range(counties)]
    await asyncio.gather(*(world.build() for world in worlds))
    chance = random.Random(counties)
    async with projector_process(database):
        for _ in range(KILLS):
            async with projector_process(database):
                await asyncio.gather(*(world.live(40) for world in worlds))
                await asyncio.sleep(chance.random() * 0.2)
        await all_folded(app_pool, worlds)
    await assert_sound(app_pool, projector_pool, worlds)


@asynccontextmanager
async def projector_process(database: Database) -> AsyncIterator[Process]:
    """A projector at work, killed at the end of the block."""
    command = [sys.executable, "-m", "tests.faults.projector", database.dsn("gridledger_projector")]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"folding\n"
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


async def all_folded(pool: Pool, worlds: Sequence[World]) -> None:
    positions = Positions(pool)
    for world in worlds:
        head = len(world.events)
        assert await positions.wait_for(world.tenant, head, PATIENCE_SECONDS) == head


async def assert_sound(app_pool: Pool, projector_pool: Pool, worlds: Sequence[World]) -> None:
    """Each event once in the trail, and every row as recounted by hand and as rebuilt."""
    rebuilder = Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS)
    for world in worlds:
        live = await all_rows(app_pool, world.tenant)
        assert sorted(live["audit_entry"]) == [(n,) for n in range(1, len(world.events) + 1)]
        assert faults(live, Recount(world.events)) == []
        report = await rebuilder.verify(world.tenant)
        assert [str(line) for table in report.tables for line in table.first] == []
