"""A county that is read and never changed, the ground that its callers stand on, and what an inspector sees of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import asyncpg
import pytest
import pytest_asyncio

from application.actor import Actor, Role
from graphql_api.read.sources import Moment
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import Ledger
from tests.api.read.conftest import database, lived, places, reading, tables
from tests.api.read.county import Asker, Places
from tests.security.access.callers import callers
from tests.security.access.ground import Ground, survey
from tests.security.access.matrix import EARLIER, Facts, facts_of

__all__ = ["database", "lived", "places", "reading", "tables"]


@pytest.fixture
def graphql() -> Schema:
    return schema()


@pytest.fixture
def whole(reading: Ledger, graphql: Schema) -> Asker:
    """Asks as an inspector of the whole county, to whom nothing is withheld."""
    return Asker(graphql, reading.services, Actor("inspector", Role.INSPECTOR))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def ground(tables: asyncpg.Connection[asyncpg.Record]) -> Ground:
    return await survey(tables)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def facts(tables: asyncpg.Connection[asyncpg.Record]) -> Mapping[str, Facts]:
    """All that can be known, now and then: looked up once, as what these tests read stays as it is."""
    return {"now": await facts_of(tables), "then": await facts_of(tables, Moment(EARLIER))}


@pytest.fixture
def asker(reading: Ledger, graphql: Schema, ground: Ground, places: Places) -> Callable[[str], Asker]:
    """Asks as one of the callers."""
    actors = callers(places, ground)
    return lambda name: Asker(graphql, reading.services, actors[name])
