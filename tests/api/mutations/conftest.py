from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from event_store.pool import make_pool
from graphql_api.limits import Limits
from graphql_api.read import encode_id
from graphql_api.schema import make_schema
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.mutations.documents import Known
from tests.api.mutations.twins import COUNTING, ENGINE, PLANNED, Place, Twins
from tests.projections.known import SeededIds
from tests.projections.world import World
from tests.support.postgres import Database, Databases

ROOMY = Limits(aliases=10_000, directives=10_000, fragments=1_000)  # for documents that are made by chance


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[tuple[Database, World]]:
    """A database with the two counties; the world of either, which know the same of them."""
    database = databases.create()
    yield database, asyncio.run(_live(database))
    databases.drop(database)


async def _live(database: Database) -> World:
    pool = await make_pool(database.dsn("gridledger_app"))
    for tenant_id in (PLANNED, ENGINE):
        world = World(pool, seed=11, tenant=tenant_id)
        await world.build(townships=2, branches=2, members=4)
        await world.live(200)
    await pool.close()
    return world


@pytest.fixture
async def ledger(lived: tuple[Database, World], tmp_path: Path) -> AsyncIterator[Ledger]:
    database, _ = lived
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    given = {"GRIDLEDGER_SECRET": "a secret of these tests, long enough", "GRIDLEDGER_KEYS": str(tmp_path)}
    settings = Settings.from_environment(given)
    async with open_ledger(settings, urls) as ledger:
        yield ledger


@pytest.fixture
async def twins(ledger: Ledger, lived: tuple[Database, World]) -> Twins:
    _, world = lived
    seed = next(COUNTING)
    places = (
        Place(make_schema(ROOMY), PLANNED, replace(ledger.services, ids=SeededIds(seed))),
        Place(make_schema(ROOMY, planned=False), ENGINE, replace(ledger.services, ids=SeededIds(seed))),
    )
    events = [str(record.event_id) for record in await ledger.store.read_log(ENGINE, 0, 1_000)]
    ids = {
        "Organisation": [world.committee_id, *world.townships, *world.branches],
        "Member": list(world.members),
        "Meeting": list(world.meetings)[-12:],
        "Leave": list(world.leaves)[-6:],
        "Grid": [grid for level in world.grids for grid in level],
    }
    known = Known(
        ids={"Event": events, **{name: [encode_id(name, key) for key in keys] for name, keys in ids.items()}},
        days=[(world.today + timedelta(days=days)).isoformat() for days in (-400, -30, -3, 0, 2)],
    )
    return Twins(places, world, known)
