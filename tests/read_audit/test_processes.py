"""Records of real server processes: what is kept when one is stopped in order, and when it is killed."""

from __future__ import annotations

import signal

import asyncpg
import pytest

from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.support.postgres import Database
from tests.system.callers import calling, settle
from tests.system.conftest import settings, store, urls
from tests.system.processes import PATIENCE_SECONDS, Serving

__all__ = ["settings", "store", "urls"]
pytestmark = pytest.mark.faults


async def operations(database: Database) -> list[str]:
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    rows = await connection.fetch("SELECT operation FROM read_audit.reading WHERE operation IS NOT NULL")
    await connection.close()
    return [row["operation"] for row in rows]


async def test_a_server_that_is_stopped_keeps_what_waits(
    settings: dict[str, str], database: Database, store: EventStore
) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await settle(api)
            await api.ask("query Last { members { nodes { displayName } } }")
        assert server.stop() == 0
    assert await operations(database) == ["Last"]


async def test_a_server_that_is_killed_has_kept_what_is_kept_before_the_answer(
    settings: dict[str, str], database: Database, store: EventStore
) -> None:
    with Serving(settings={**settings, "GRIDLEDGER_READ_AUDIT": "before"}) as server:
        async with calling(server.address, store) as api:
            await settle(api)
            await api.ask("query Last { members { nodes { displayName } } }")
            server.process.send_signal(signal.SIGKILL)
        server.process.wait(PATIENCE_SECONDS)
    assert await operations(database) == ["Last"]
