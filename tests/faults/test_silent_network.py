"""A network that drops everything without a word: each caller is told in time, and what comes after works again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from event_store.errors import OutcomeUnknownError, StoreUnavailableError
from event_store.records import AnsweredBefore, Appended
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log
from tests.faults.proxy import CuttingProxy
from tests.support.postgres import Database

PATIENCE_SECONDS = 0.3  # for a connection, a statement, and for the pool to take a connection back
CALLERS = 30

pytestmark = pytest.mark.faults


async def keep_session(connection: object) -> None:
    """As make_pool has it."""


@pytest.fixture
async def cut_off(store: EventStore, database: Database) -> AsyncIterator[tuple[EventStore, CuttingProxy]]:
    """A store with a connection through a proxy that has prepared its statement."""
    async with CuttingProxy(database.dsn("gridledger_app")) as proxy:
        pool = await asyncpg.create_pool(
            proxy.dsn,
            min_size=0,
            max_size=2,
            timeout=PATIENCE_SECONDS,
            command_timeout=PATIENCE_SECONDS,
            reset=keep_session,
        )
        behind = EventStore(pool, acquire_timeout_seconds=PATIENCE_SECONDS)
        await behind.append(COUNTY, [appends(1)])
        yield behind, proxy
        await pool.close()


async def test_callers_of_an_append_are_told_in_time(
    cut_off: tuple[EventStore, CuttingProxy], store: EventStore
) -> None:
    behind, proxy = cut_off
    given = [[appends(1)] for _ in range(CALLERS)]
    proxy.passing.clear()
    async with asyncio.timeout(10 * PATIENCE_SECONDS):
        told = await asyncio.gather(*(behind.append(COUNTY, one) for one in given), return_exceptions=True)
    kinds = {(type(error), getattr(error, "code", "")) for error in told}
    unknown, nothing_done = (OutcomeUnknownError, "TIMEOUT"), (StoreUnavailableError, "TIMEOUT")
    assert {unknown} <= kinds <= {unknown, nothing_done}  # the latter for who got no connection
    proxy.passing.set()
    settled = [(await behind.append(COUNTY, one))[0] for one in given]
    assert {type(outcome) for outcome in settled} <= {Appended, AnsweredBefore}
    assert len(await sound_log(store, COUNTY)) == 1 + CALLERS


async def test_readers_are_told_in_time(cut_off: tuple[EventStore, CuttingProxy]) -> None:
    behind, proxy = cut_off
    proxy.passing.clear()
    async with asyncio.timeout(10 * PATIENCE_SECONDS):
        with pytest.raises(StoreUnavailableError, match="TIMEOUT"):
            await behind.head(COUNTY)
    proxy.passing.set()
    assert (await behind.head(COUNTY)).last_position == 1
