"""Fixtures of all tests of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, command
from tests.support.postgres import Database


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[Pool]:
    """Connections as the server has them: in the role that owns nothing."""
    pool = await make_pool(database.dsn("gridledger_app"), max_size=8)
    yield pool
    await pool.close()


@pytest.fixture
async def store(pool: Pool) -> EventStore:
    """A store with one production county whose log is empty."""
    store = EventStore(pool)
    await store.append(COUNTY, [command()], found="production")
    return store
