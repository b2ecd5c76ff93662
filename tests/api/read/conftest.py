from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace

import asyncpg
import pytest
import pytest_asyncio

from application.actor import Actor, Role
from application.read_audit import ReadAudit, Written
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.embedded_postgres import SUPERUSER
from gridledger.settings import Settings
from tests.api.read.county import TENANT, Asker, Places, actors, live, loading_schema, narrow_actors
from tests.support.postgres import Database, Databases


@pytest.fixture(scope="session")
def lived(databases: Databases) -> tuple[Database, Mapping[str, Places]]:
    """A database that all tests of reading share, here and of security: none of them writes."""
    return databases.made("lived", lambda database: asyncio.run(live(database)))


@pytest.fixture
def database(lived: tuple[Database, Mapping[str, Places]]) -> Database:
    return lived[0]


@pytest.fixture
def places(lived: tuple[Database, Mapping[str, Places]]) -> Places:
    return lived[1][TENANT]


@pytest.fixture(params=["planned", "loaded"])
def graphql(request: pytest.FixtureRequest) -> Schema:
    """The schema that plans, and the one whose resolvers answer: whatever holds of one holds of the other."""
    return schema() if request.param == "planned" else loading_schema()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def reading(lived: tuple[Database, Mapping[str, Places]]) -> AsyncIterator[Ledger]:
    """What all these tests read by: a connection that is new knows no table and no statement yet."""
    database, _ = lived
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = Settings.from_environment({"GRIDLEDGER_SECRET": "a secret of these tests, long enough"})
    async with open_ledger(settings, urls) as ledger:
        # The readings of these tests are not kept: what they read must stay as it is, readings among it.
        services = replace(ledger.services, read_audit=ReadAudit(_forget))
        yield replace(ledger, services=services)


async def _forget(_: Sequence[Written]) -> None:
    return


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tables(
    lived: tuple[Database, Mapping[str, Places]],
) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The read models themselves, to compare with."""
    database, _ = lived
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    yield connection
    await connection.close()


@pytest.fixture
def county(reading: Ledger, graphql: Schema) -> Asker:
    """Asks as who sees all that there is: an inspector."""
    return Asker(graphql, reading.services, Actor("county", Role.INSPECTOR))


@pytest.fixture
def asker(reading: Ledger, graphql: Schema, places: Places) -> Callable[..., Asker]:
    """Who asks, by name; by default about the first county."""

    def of(name: str, tenant_id: str = TENANT) -> Asker:
        return Asker(graphql, reading.services, {**actors(places), **narrow_actors(places)}[name], tenant_id)

    return of
