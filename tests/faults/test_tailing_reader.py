"""A reader and a projector tail the log under eight writers that also roll back, are cancelled and lose their sessions.

They must see every position once, in order, and nothing that was rolled back. Identity columns fail this: a
reader of `position > last` skipped 581 of 2,000 events.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress

import asyncpg
import pytest

from domain.core import DomainEvent
from event_store.call import APPEND, Call
from event_store.checks import prepare
from event_store.errors import OutcomeUnknownError, StoreUnavailableError
from event_store.mapper import EVENTS
from event_store.pool import Pool, make_pool
from event_store.records import AnsweredBefore, Appended, CommandAppend, LoggedEvent, Source
from event_store.sqlstate import DATABASE_ERRORS
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from tests.event_store.builders import COUNTY, appends
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database

WRITERS = 8
ROUNDS = 60
ROLLED_BACK = Source("rolled back")

pytestmark = pytest.mark.faults


@pytest.fixture
async def reader(database: Database) -> AsyncIterator[Pool]:
    """Another process as far as wake-ups go, in the projector's role, whose sessions nobody ends."""
    pool = await make_pool(database.dsn("gridledger_projector"), max_size=4)
    yield pool
    await pool.close()


async def test_nothing_is_skipped_and_nothing_seen_twice(
    store: EventStore, reader: Pool, pool: Pool, database: Database
) -> None:
    done = asyncio.Event()
    last = appends(1)
    tail = asyncio.create_task(seen_up_to(last, EventStore(reader)))
    folding = asyncio.create_task(folded_up_to(last, reader))
    killer = asyncio.create_task(end_sessions_until(done, database))
    parts = await asyncio.gather(*(write(store, pool, number) for number in range(WRITERS)))
    written = [command for part in parts for command in part]
    done.set()
    ended = await killer
    outcomes = await store.append(COUNTY, [*written, last])
    seen, folded = await tail, await folding
    log = await sound_log(store, COUNTY)
    assert ended > 0
    assert all(isinstance(outcome, AnsweredBefore | Appended) for outcome in outcomes)
    assert seen == folded == [event.position for event in log]
    assert {event.command_id for event in log} >= {command.command_id for command in written}
    assert not any(event.source_client == ROLLED_BACK.client for event in log)


async def seen_up_to(last: CommandAppend, reader: EventStore) -> list[int]:
    """Positions as the reader sees them, up to the event of the last command."""
    positions: list[int] = []
    async with aclosing(reader.follow(COUNTY, 0, batch=7, poll_seconds=0.001)) as batches:
        async for events in batches:
            positions.extend(event.position for event in events)
            if events[-1].command_id == last.command_id:
                break
    return positions


async def folded_up_to(last: CommandAppend, pool: Pool) -> list[int]:
    """Positions as a read model sees them, in batches of whole commands, up to the event of the last one."""
    positions: list[int] = []
    stop = asyncio.Event()

    def see(_rows: Rows, _event: DomainEvent, record: LoggedEvent) -> None:
        positions.append(record.position)
        if record.command_id == last.command_id:
            stop.set()

    watching = ReadModel(name="watching", tables=(), every=see)
    projector = Projector(pool, EventStore(pool), [watching], batch_events=7, poll_seconds=0.001)
    await projector.run_forever(stop)
    return positions


async def write(store: EventStore, pool: Pool, number: int) -> list[CommandAppend]:
    """One writer's rounds; the commands that must stand in the log in the end, whatever the writer knows."""
    chance = random.Random(number)
    kept: list[CommandAppend] = []
    for _ in range(ROUNDS):
        command = appends(chance.randint(1, 4))
        match chance.randint(1, 4):
            case 1:
                await roll_back(pool, appends(2, source=ROLLED_BACK), chance)
            case 2:
                caller = asyncio.create_task(store.append(COUNTY, [command]))
                await asyncio.sleep(chance.uniform(0, 0.002))
                caller.cancel()
                with suppress(asyncio.CancelledError, OutcomeUnknownError, StoreUnavailableError):
                    await caller
                kept.append(command)
            case _:
                with suppress(OutcomeUnknownError, StoreUnavailableError):
                    await store.append(COUNTY, [command])
                kept.append(command)
    await store.settle()
    return kept


async def roll_back(pool: Pool, command: CommandAppend, chance: random.Random) -> None:
    """Append in a transaction that holds the county's row for a moment and is then rolled back."""
    arguments = Call([[prepare(command, EVENTS)]]).columns()
    with suppress(*DATABASE_ERRORS):
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            rows = await connection.fetch(APPEND, COUNTY, None, *arguments)
            assert [row["outcome"] for row in rows] == ["appended"]
            await asyncio.sleep(chance.uniform(0, 0.003))
            await transaction.rollback()


async def end_sessions_until(done: asyncio.Event, database: Database) -> int:
    """End a session of the writers again and again, wherever it is; how many were ended."""
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    ended = 0
    while not done.is_set():
        await asyncio.sleep(0.02)
        ended += await superuser.fetchval("""
            SELECT count(pg_terminate_backend(pid))
              FROM (SELECT pid FROM pg_stat_activity
                     WHERE usename = 'gridledger_app' AND datname = current_database() AND state <> 'idle'
                     ORDER BY random() LIMIT 1) AS busy
        """)
    await superuser.close()
    return ended
