"""A load is killed again and again, and its projector with it: the county comes out as if nothing had happened."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest

from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from projections.framework.rebuild import Rebuilder
from projections.registry import READ_MODELS
from tests.demo.small import TENANT
from tests.demo.test_load import Line, lines
from tests.faults import loading
from tests.support.postgres import Database, Databases

KILLS = 12
PATIENCE_SECONDS = 60.0

pytestmark = pytest.mark.faults


@pytest.fixture
def another(databases: Databases) -> Iterator[Database]:
    """A second database."""
    database = databases.create()
    yield database
    databases.drop(database)


async def test_the_same_county_afterwards(database: Database, another: Database) -> None:
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.faults.loading"])
    assert await asyncio.to_thread(live, start, another, None)
    chance = random.Random(3)
    for _ in range(KILLS):
        assert not await asyncio.to_thread(live, start, database, chance)
    assert await asyncio.to_thread(live, start, database, None)
    assert await told(database) == await told(another)


def live(
    start: multiprocessing.context.ForkServerContext, database: Database, chance: random.Random | None
) -> bool:
    """Let a loader live to its end, or by ``chance`` a few chunks and a moment; whether it came to its end."""
    ours, theirs = start.Pipe(duplex=False)
    process = start.Process(
        target=loading.run,
        args=(database.dsn("gridledger_app"), database.dsn("gridledger_projector"), theirs),
    )
    process.start()
    theirs.close()
    chunks = chance.randint(1, 3) if chance else None
    ended = hear(ours, chunks)
    if chance and not ended:
        process.join(chance.uniform(0, 0.1))
        process.kill()
    process.join(PATIENCE_SECONDS)
    return ended


def hear(ours: Connection[object, object], chunks: int | None) -> bool:
    """Hear of so many chunks, or of all; whether the load has ended."""
    heard = 0
    while chunks is None or heard < chunks:
        assert ours.poll(PATIENCE_SECONDS)
        if ours.recv() == "loaded":
            return True
        heard += 1
    return False


async def told(database: Database) -> list[Line]:
    """The log, without what is new in every load; sound, each event once, and the read models as it says."""
    pool: Pool = await make_pool(database.dsn("gridledger_projector"))
    try:
        store = EventStore(pool)
        log = await store.read_log(TENANT, 0, 1_000_000)
        assert [event.position for event in log] == [*range(1, len(log) + 1)]
        assert len({event.event_id for event in log}) == len(log)
        report = await Rebuilder(pool, store, READ_MODELS).verify(TENANT)
        assert report.position == len(log)
        assert [str(line) for table in report.tables for line in table.first] == []
        return lines(log)
    finally:
        await pool.close()
