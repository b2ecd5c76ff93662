from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from application.actor import Actor, Role
from event_store.pool import make_pool
from event_store.store import EventStore
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from projections.framework.additions import BLOCK_POSITIONS
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.api.read.county import TENANT, Asker, loading_schema
from tests.projections.world import World
from tests.support.postgres import Database, Databases

MOST_COMMANDS = 6_000


@pytest.fixture(scope="session")
def lived(databases: Databases) -> Iterator[tuple[Database, World]]:
    """A county whose log has two blocks of positions behind it, and what its world knows. No test writes."""
    database = databases.create()
    yield database, asyncio.run(_live(database))
    databases.drop(database)


async def _live(database: Database) -> World:
    app = await make_pool(database.dsn("gridledger_app"))
    worker = await make_pool(database.dsn("gridledger_projector"))
    world = World(app, seed=11, tenant=TENANT)
    await world.build()
    projector = Projector(worker, EventStore(worker), READ_MODELS)
    for _ in range(MOST_COMMANDS // 500):
        await world.live(500)
        await projector.run(TENANT)
        if len(world.events) > 2 * BLOCK_POSITIONS + 100:
            break
    await worker.close()
    await app.close()
    return world


@pytest.fixture
def world(lived: tuple[Database, World]) -> World:
    return lived[1]


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    return schema() if request.param == "planned" else loading_schema()


@pytest.fixture
async def county(lived: tuple[Database, World], graphql: Schema) -> AsyncIterator[Asker]:
    """Asks as an inspector of the whole county."""
    database, _ = lived
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": "a secret of these tests, long enough"})
    async with open_ledger(settings, urls) as ledger:
        yield Asker(graphql, ledger.services, Actor("inspector", Role.INSPECTOR))
