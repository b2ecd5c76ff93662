from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from event_store.store import EventStore
from gridledger.database import DatabaseUrls
from tests.support.postgres import Database
from tests.system.callers import opened_store


@pytest.fixture
def settings(urls: DatabaseUrls) -> dict[str, str]:
    """The environment of a process that uses the database under test."""
    return {
        "DATABASE_URL": urls.server,
        "PROJECTION_DATABASE_URL": urls.projection,
        "MIGRATION_DATABASE_URL": urls.migration,
    }


@pytest.fixture
def urls(database: Database) -> DatabaseUrls:
    return DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=database.dsn(),
    )


@pytest.fixture
async def store(urls: DatabaseUrls) -> AsyncIterator[EventStore]:
    """The log, read beside the processes."""
    async with opened_store(urls.server) as store:
        yield store
