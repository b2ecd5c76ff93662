"""Readers that go away, or run out of time, at any moment: the next one finds their only connection as it should be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.actor import Actor, Role
from graphql_api.read import Reader, reader_for
from graphql_api.schema import Schema
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.read.county import Asker
from tests.support.postgres import Database

QUERY = "query ($n: Int) { organisations(first: $n) { nodes { id name meetings { nodes { id } } } } }"
TURNS = 40


@pytest.fixture
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


async def test_a_reader_that_is_cancelled_leaves_its_connection_in_order(county: Asker) -> None:
    expected = await county.ask(QUERY, {"n": 5})
    met = 0
    for turn in range(TURNS):
        reader = county.reader()
        leaving = asyncio.create_task(county.answer(QUERY, {"n": 5 + turn}, reader=reader))
        await asyncio.sleep(turn * 0.0002)
        met += leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        await reader.end()  # as the endpoint does
        assert await county.ask(QUERY, {"n": 5}) == expected
    assert met > 5
    assert county.services.read_pool.get_size() == 1


async def test_a_reader_that_is_too_slow_leaves_its_connection_in_order(county: Asker) -> None:
    expected = await county.ask(QUERY, {"n": 5})
    codes = set()
    for turn in range(TURNS):
        reader = hasty(county, 1 + turn % 4)
        answer = await county.answer(QUERY, {"n": 1000 - turn}, reader=reader)
        await reader.end()
        codes.update(answer.codes)
        assert await county.ask(QUERY, {"n": 5}) == expected
    assert codes == {"TIMEOUT"}


def hasty(county: Asker, timeout_ms: int) -> Reader:
    return reader_for(county.services, county.viewer, timeout_ms=timeout_ms)
