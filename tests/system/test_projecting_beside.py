"""A load has a projector in a process of its own, which ends with the block or with whoever started it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from event_store.pool import make_pool
from gridledger.database import DatabaseUrls
from gridledger.os_processes import children, wait_until
from gridledger.projecting_beside import projecting_beside
from projections.framework.positions import Positions
from tests.projections.world import World
from tests.support.postgres import Database
from tests.system.processes import SECRET

PATIENCE_SECONDS = 60.0


async def test_it_folds_until_the_end_of_the_block(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDLEDGER_SECRET", SECRET)
    monkeypatch.setenv("GRIDLEDGER_METRICS", "127.0.0.1:9464")  # not for it: the port is this process's
    server, projection = database.dsn("gridledger_app"), database.dsn("gridledger_projector")
    pool = await make_pool(server)
    try:
        world, positions = World(pool, seed=8), Positions(pool)
        await world.build()
        others = set(children(os.getpid()))
        async with projecting_beside(DatabaseUrls(server, projection, given_migration=None)):
            (beside,) = set(children(os.getpid())) - others
            for _ in range(2):
                await world.live(10)
                head = len(world.events)
                assert await positions.wait_for(world.tenant, head, PATIENCE_SECONDS) == head
        assert await asyncio.to_thread(wait_until, lambda: not Path(f"/proc/{beside}").exists(), 5.0)
        await world.live(10)
        assert await positions.wait_for(world.tenant, len(world.events), 0.5) < len(world.events)
    finally:
        await pool.close()
