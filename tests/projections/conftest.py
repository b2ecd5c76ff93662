from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.support.postgres import Database


@pytest.fixture
async def app_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the server: they append, and read everything."""
    pool = await make_pool(database.dsn("gridledger_app"), max_size=6)
    yield pool
    await pool.close()


@pytest.fixture
async def projector_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the projector: they read the log, and write read models."""
    pool = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    yield pool
    await pool.close()


@pytest.fixture
async def projector(projector_pool: Pool) -> Projector:
    return Projector(projector_pool, EventStore(projector_pool), READ_MODELS, first_retry_seconds=0.05)
