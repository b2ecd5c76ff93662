"""The append function itself, called with what the store would never send."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest
from msgspec.structs import replace

from domain.core.ids import uuid7
from event_store.appending import RunOutcome, append_call
from event_store.call import APPEND, Call, Run
from event_store.checks import PreparedCommand, prepare
from event_store.connections import AppendConnection, Connections
from event_store.mapper import EVENTS
from event_store.pool import Pool
from event_store.records import Appended, CommandAppend, Malformed, Stale
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database

# Places among the parameters, from 0, as migrations/0001_event_store.sql names them after tenant and found.
RUN, COMMAND_ID, BODY_HASH, SOURCE_BATCH, CLOCK = 0, 1, 2, 11, 13
STREAM, READ_COMMAND, READ_STREAM, READ_VERSION = 14, 15, 16, 17
EVENT_COMMAND, EVENT_ID, EVENT_STREAM = 18, 19, 21
REASON, PAYLOAD, SUBJECT_EVENT, SUBJECT_ID = 25, 26, 27, 28


def arguments_of(*runs: list[CommandAppend]) -> list[Any]:
    """The parameters of a call of these runs of commands, as lists that a test may spoil."""
    call = Call([prepare(one, EVENTS) for one in run] for run in runs)
    return [list(column) for column in call.columns()]


async def call(connection: Any, arguments: list[Any]) -> list[str]:
    rows = await connection.fetch(APPEND, COUNTY, None, *arguments)
    return [row["outcome"] for row in rows]


def faulty(command: CommandAppend) -> PreparedCommand:
    """A command with a fault that only the database finds."""
    return replace(prepare(command, EVENTS), command=replace(command, actor="zero\0character"))


async def sent(pool: Pool, *runs: Run) -> list[RunOutcome]:
    """What came of runs in one call of the store."""
    connection = AppendConnection(Connections(pool))
    try:
        return await append_call(connection, COUNTY, Call(runs))
    finally:
        await connection.release()


async def refused(pool: Pool, arguments: list[Any]) -> None:
    with pytest.raises(asyncpg.PostgresError) as caught:
        await call(pool, arguments)
    assert caught.value.sqlstate == "GL002"


async def test_a_call_without_commands_does_nothing(store: EventStore, pool: Pool) -> None:
    assert await call(pool, arguments_of()) == []
    assert await sound_log(store, COUNTY) == []


async def test_commands_without_reads_or_events(store: EventStore, pool: Pool) -> None:
    assert await call(pool, arguments_of([command(), command()])) == ["appended", "appended"]


@pytest.mark.parametrize(
    "place",
    [
        RUN,
        BODY_HASH,
        SOURCE_BATCH,
        CLOCK,
        READ_VERSION,
        EVENT_COMMAND,
        EVENT_STREAM,
        REASON,
        PAYLOAD,
        SUBJECT_ID,
    ],
)
async def test_arrays_of_unequal_length_are_refused(store: EventStore, pool: Pool, place: int) -> None:
    arguments = arguments_of([appends(2), appends(1)])
    arguments[place] = arguments[place][:-1]
    await refused(pool, arguments)
    arguments[place] = None
    await refused(pool, arguments)


@pytest.mark.parametrize(
    ("array", "place", "kind"),
    [
        (r"[0:0]={\\x00}", BODY_HASH, "bytea"),
        ("[0:0]={b}", SOURCE_BATCH, "text"),
        ("[0:0]={1}", SUBJECT_EVENT, "integer"),
    ],
)
async def test_arrays_that_do_not_start_at_one_are_refused(
    store: EventStore, pool: Pool, array: str, place: int, kind: str
) -> None:
    # asyncpg always sends arrays that start at 1; SQL text can say otherwise.
    arguments = arguments_of([command()])
    arguments[place] = array
    statement = APPEND.replace(f"${3 + place},", f"${3 + place}::text::{kind}[],")
    with pytest.raises(asyncpg.PostgresError, match="do not start at 1"):
        await pool.fetch(statement, COUNTY, None, *arguments)


async def test_events_out_of_the_order_of_commands_are_refused(store: EventStore, pool: Pool) -> None:
    arguments = arguments_of([appends(1), appends(1)])
    arguments[EVENT_COMMAND].reverse()
    await refused(pool, arguments)
    arguments = arguments_of([appends(1)])
    arguments[READ_COMMAND] = arguments[EVENT_COMMAND] = [2]
    await refused(pool, arguments)


async def test_a_stream_that_its_own_command_did_not_read_is_refused(store: EventStore, pool: Pool) -> None:
    stream = uuid7()
    arguments = arguments_of([command(reads={stream: 0}), appends(1)])
    arguments[EVENT_STREAM] = [
        arguments[STREAM].index(stream) + 1
    ]  # read by the first command, not the second
    await refused(pool, arguments)


async def test_a_stream_read_twice_by_one_command_is_refused(store: EventStore, pool: Pool) -> None:
    arguments = arguments_of([appends(1)])
    for place in (READ_COMMAND, READ_STREAM, READ_VERSION):
        arguments[place] = arguments[place] * 2
    await refused(pool, arguments)


async def test_a_read_without_a_version_is_stale(store: EventStore, pool: Pool) -> None:
    arguments = arguments_of([appends(1)])
    arguments[READ_VERSION] = [None]
    assert await call(pool, arguments) == ["stale"]


async def test_an_event_id_twice_in_one_command_is_refused(store: EventStore, pool: Pool) -> None:
    arguments = arguments_of([appends(2)])
    arguments[EVENT_ID] = arguments[EVENT_ID][:1] * 2
    await refused(pool, arguments)


async def test_a_fault_that_only_the_database_sees_harms_no_neighbour(store: EventStore, pool: Pool) -> None:
    one, two = prepare(appends(1), EVENTS), prepare(appends(1), EVENTS)
    [outcomes] = await sent(pool, [one, faulty(appends(1)), two])
    assert isinstance(outcomes, list)
    assert [type(outcome) for outcome in outcomes] == [Appended, Malformed, Appended]
    assert len(await sound_log(store, COUNTY)) == 2


async def test_what_was_decided_on_a_command_with_such_a_fault_is_stale(
    store: EventStore, pool: Pool
) -> None:
    stream = uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    follower = prepare(appends(1, stream, first_version=2), EVENTS)
    [outcomes] = await sent(pool, [faulty(appends(1, stream)), follower])
    assert isinstance(outcomes, list)
    assert isinstance(outcomes[0], Malformed)
    assert outcomes[1] == Stale({stream: 1})


async def test_a_command_that_is_not_appended_voids_nothing_of_other_runs(
    store: EventStore, pool: Pool
) -> None:
    stream = uuid7()
    await store.append(COUNTY, [appends(1, stream)])
    for lost in (prepare(appends(1, stream), EVENTS), faulty(appends(1, stream))):
        on_what_stands = prepare(command(reads={stream: 1}), EVENTS)
        same, other = await sent(pool, [lost, on_what_stands], [on_what_stands])
        assert isinstance(same, list)
        assert isinstance(other, list)
        assert same[1] == Stale({stream: 1})
        assert isinstance(other[0], Appended)


async def test_its_plans_stay_on_the_indexes(store: EventStore, pool: Pool, database: Database) -> None:
    """A session keeps plans; made while the tables were tiny, they must not scan them once they are large."""
    await store.append(COUNTY, [appends(3)])
    owner = await asyncpg.connect(database.dsn())
    await owner.execute("ANALYZE event_store.event, event_store.command")
    await owner.close()
    async with pool.acquire() as connection:
        before = await scans(connection)
        for _ in range(10):
            await call(connection, arguments_of([appends(1)]))
        assert await scans(connection) == before


async def scans(connection: Any) -> dict[str, int]:
    await connection.execute("SELECT pg_stat_force_next_flush()")
    rows = await connection.fetch(
        "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname IN ('event', 'command')"
    )
    return {row["relname"]: row["seq_scan"] for row in rows}
