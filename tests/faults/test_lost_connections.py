"""Connections end and callers give up at any moment, in two processes on one county.

Nothing is decided on events that never came, memory is what the log says, and nothing stays behind in queues and rooms.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from uuid import UUID

import asyncpg
import pytest

from application.request import CommandRequest
from domain.core import DomainEvent
from event_store.errors import EventStoreError
from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.application.conftest import TENANT, CountyOffice, office, office_on, unfounded
from tests.application.test_two_processes import (
    Given,
    assert_nothing_but_the_log,
    decided_again,
    fits,
)
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database
from tests.unit.application.test_histories import balances_as_counted, one_home_every_day
from tests.unit.support.random_commands import random_commands

__all__ = ["office", "unfounded"]

ROUNDS = 10
COMMANDS_A_ROUND = 40

pytestmark = pytest.mark.faults


@pytest.fixture
async def pools(database: Database) -> AsyncIterator[list[Pool]]:
    pools = [await make_pool(database.dsn("gridledger_app"), max_size=4) for _ in range(2)]
    yield pools
    for pool in pools:
        await pool.close()


@asynccontextmanager
async def connections_ending(database: Database, chance: random.Random) -> AsyncIterator[None]:
    """End half of the connections that append, or have appended, every now and then."""
    owner = await asyncpg.connect(database.dsn(SUPERUSER))
    over = asyncio.Event()

    async def end_some() -> None:
        while not over.is_set():
            await asyncio.sleep(chance.uniform(0.01, 0.1))
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'gridledger_app' "
                "AND datname = current_database() AND query LIKE '%append_events%' AND random() < 0.5"
            )

    ending = asyncio.create_task(end_some())
    try:
        yield
    finally:
        over.set()
        await ending
        await owner.close()


async def insist(
    given: Given, office: CountyOffice, requests: list[CommandRequest], chance: random.Random
) -> bool:
    """Send the same requests, giving up at times, until they are answered; whether that took another try."""
    for tries in range(100):
        sending = asyncio.create_task(given.give(office, requests))
        if chance.random() < 0.1:
            await asyncio.sleep(chance.uniform(0, 0.01))
            sending.cancel()
        try:
            await sending
        except (asyncio.CancelledError, EventStoreError):
            continue
        return tries > 0
    raise AssertionError("never answered")


@pytest.mark.parametrize("seed", range(3))
async def test_the_log_is_as_if_all_had_gone_well(
    office: CountyOffice, pools: list[Pool], store: EventStore, database: Database, seed: int
) -> None:
    chance, given = random.Random(seed), Given()
    streams: dict[UUID, list[DomainEvent]] = {}
    stores = [EventStore(pool) for pool in pools]
    offices = [office_on(pool, own) for pool, own in zip(pools, stores, strict=True)]
    source = (command for command in random_commands(seed, streams) if fits(command))
    again = 0
    for _ in range(ROUNDS):
        for event in await sound_log(store, TENANT):
            streams.setdefault(event.stream_id, []).append(event.domain_event)
        waiting = list(islice(source, COMMANDS_A_ROUND))
        calls = []
        while waiting:
            run = [waiting.pop() for _ in range(min(len(waiting), chance.choice([1, 1, 1, 2, 5])))]
            desk = chance.choice(offices)
            calls.append(insist(given, desk, [desk.request(command) for command in run], chance))
        async with connections_ending(database, chance):
            again += sum(await asyncio.gather(*calls))
        streams.clear()
    assert again >= ROUNDS // 2  # enough was cut off to say something
    for own in stores:
        await own.settle()
        assert own.lanes.waiting.events.inside == 0
    log = await sound_log(store, TENANT)
    assert len(set(given.commands) & {event.command_id for event in log}) > 2 * ROUNDS
    memory = await decided_again(log, given.commands)
    one_home_every_day(memory)
    balances_as_counted(memory)
    for desk in offices:
        assert_nothing_but_the_log(desk.executor.streams, memory)
        assert desk.executor.under_way.inside == 0
        assert desk.executor._turns._waiting == {}
