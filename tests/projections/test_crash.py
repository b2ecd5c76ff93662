"""A crash at any moment leaves rows and checkpoint together (reliability.md, row 10)."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest

from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework import checkpoint
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults
from tests.projections.world import World
from tests.support.postgres import Database

ROOT = Path(__file__).parents[2]
KILLS = 8


async def test_connection_lost_between_rows_and_checkpoint(
    app_pool: Pool, projector_pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    await world.live(80)
    projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS, batch_events=50)
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
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


@pytest.mark.faults
async def test_killed_projector(database: Database, app_pool: Pool, projector_pool: Pool) -> None:
    world = World(app_pool, seed=2)
    await world.build()
    await world.live(400)
    chance = random.Random(1)
    dsn = database.dsn("gridledger_projector")
    command = [sys.executable, "-m", "tests.projections.fold", dsn, world.tenant]
    for _ in range(KILLS):
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        await process.stdout.readline()  # it folds from here on
        await asyncio.sleep(chance.random() * 0.05)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.wait()
    store = EventStore(projector_pool)
    report = await Rebuilder(projector_pool, store, READ_MODELS).verify(world.tenant)
    assert report.is_same
    await Projector(projector_pool, store, READ_MODELS).run(world.tenant)
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []
