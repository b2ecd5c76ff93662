"""What is kept by blocks of positions does not depend on where batches began and ended."""

from __future__ import annotations

from event_store.pool import make_pool
from event_store.store import EventStore
from projections.framework.rebuild import Rebuilder
from projections.registry import READ_MODELS
from tests.projections.world import World
from tests.support.postgres import Database


async def test_live_rollups_are_what_a_rebuild_makes(lived: tuple[Database, World]) -> None:
    database, world = lived
    pool = await make_pool(database.dsn("gridledger_projector"))
    report = await Rebuilder(pool, EventStore(pool), READ_MODELS).verify(world.tenant)
    await pool.close()
    assert [str(line) for table in report.tables for line in table.first] == []
