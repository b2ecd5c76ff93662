"""A process that appends without pause until it is killed, saying what it sends and what it was answered."""

from __future__ import annotations

import asyncio
from multiprocessing.connection import Connection

from domain.core import deterministic_id
from event_store.pool import make_pool
from event_store.records import AnsweredBefore, Appended, CommandAppend
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, command, observer

LANES = 4
EVENTS_A_COMMAND = 5


def command_of(life: int, lane: int, number: int) -> CommandAppend:
    """A command that depends on its place only, so that whoever retries it makes the same."""
    stream = deterministic_id("stream", life, lane, number)
    events = [
        observer(stream, version, event_id=deterministic_id("event", stream, version), member_id=stream)
        for version in range(1, EVENTS_A_COMMAND + 1)
    ]
    return command(*events, key=deterministic_id("command", stream))


def run(dsn: str, life: int, said: Connection[object, object]) -> None:
    """The whole life of the process."""
    asyncio.run(_write(dsn, life, said))


async def _write(dsn: str, life: int, said: Connection[object, object]) -> None:
    pool = await make_pool(dsn, max_size=LANES)
    store = EventStore(pool)
    await asyncio.gather(*(_lane(store, life, lane, said) for lane in range(LANES)))


async def _lane(store: EventStore, life: int, lane: int, said: Connection[object, object]) -> None:
    number = 0
    while True:
        said.send(("sent", lane, number, None))
        (outcome,) = await store.append(COUNTY, [command_of(life, lane, number)])
        assert isinstance(outcome, Appended | AnsweredBefore)
        said.send(("answered", lane, number, outcome.first_position))
        number += 1


Said = tuple[str, int, int, int | None]
