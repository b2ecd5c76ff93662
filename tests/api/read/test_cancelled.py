"""Readers that go away, or run out of time, at any moment: the next one finds their only connection as it should be."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from application.actor import Actor, Role
from graphql_api.read import Reader, reader_for
from graphql_api.schema import Schema
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.read.county import Asker
from tests.support.postgres import Database

QUERY = "query ($n: Int) { organisations(first: $n) { nodes { id name meetings { nodes { id } } } } }"
NEXT = "{ organisations(first: 5) { nodes { id name } } }"
TURNS = 40


@pytest_asyncio.fixture(loop_scope="session")
async def reading(database: Database) -> AsyncIterator[Ledger]:
    """With a single connection to read by."""
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = Settings.from_environment(
        {"GRIDLEDGER_SECRET": "a secret of these tests, long enough", "GRIDLEDGER_POOL_SIZE": "1"}
    )
    async with open_ledger(settings, urls) as ledger:
        assert ledger.services.read_pool.get_max_size() == 1
        yield ledger


@pytest.fixture
def county(reading: Ledger, graphql: Schema) -> Asker:
    return Asker(graphql, reading.services, Actor("county", Role.COUNTY_SECRETARY))


@pytest_asyncio.fixture(loop_scope="session")
async def locked(database: Database) -> AsyncIterator[None]:
    """Somebody who keeps the table of meetings to himself: whoever reads of them waits."""
    connection = await asyncpg.connect(database.dsn())
    await connection.execute("BEGIN; LOCK TABLE read_model.meeting IN ACCESS EXCLUSIVE MODE")
    yield
    await connection.close()


# What the engine leaves behind of resolvers that it had begun to call is the engine's.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("locked")
async def test_a_reader_that_is_cancelled_leaves_its_connection_in_order(county: Asker) -> None:
    expected = await county.ask(NEXT)
    for turn in range(TURNS):
        # In case PostgreSQL is asked to give up before it has begun, which it then does not notice.
        reader = hasty(county, 200)
        leaving = asyncio.create_task(county.answer(QUERY, {"n": 5 + turn}, reader=reader))
        await asyncio.sleep(turn * 0.0002)
        assert leaving.cancel(), "nobody gets past the lock"
        await asyncio.gather(leaving, return_exceptions=True)
        await reader.end()  # as the endpoint does
        assert await county.ask(NEXT) == expected
    assert county.services.read_pool.get_size() == 1
    gc.collect()  # here, where such warnings count for nothing


@pytest.mark.usefixtures("locked")
async def test_a_reader_that_is_too_slow_leaves_its_connection_in_order(county: Asker) -> None:
    expected = await county.ask(NEXT)
    for turn in range(TURNS):
        reader = hasty(county, 1 + turn % 4)
        answer = await county.answer(QUERY, {"n": 1000 - turn}, reader=reader)
        await reader.end()
        assert set(answer.codes) == {"TIMEOUT"}
        assert await county.ask(NEXT) == expected


def hasty(county: Asker, timeout_ms: int) -> Reader:
    return reader_for(county.services, county.viewer, timeout_ms=timeout_ms)
