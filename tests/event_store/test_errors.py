"""What the database refuses, in the event store's words. Every error here is a real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from event_store import errors
from event_store.errors import (
    EventStoreError,
    MalformedAppendError,
    OutcomeUnknownError,
    StatementTimeoutError,
    StoreMisconfiguredError,
    StoreUnavailableError,
    UnknownCountyError,
)
from event_store.pool import make_pool
from event_store.records import Appended
from event_store.sqlstate import DATABASE_ERRORS, fit_for_logs, is_lost_connection, translate
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database


@pytest.fixture
async def superuser(database: Database) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """Who may change settings and end sessions."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    yield connection
    await connection.close()


async def test_a_statement_that_waits_too_long_is_taken_back(store: EventStore, database: Database) -> None:
    owner = await asyncpg.connect(database.dsn())
    pool = await make_pool(database.dsn("gridledger_app"), statement_timeout_seconds=0.1)
    given = appends(1)
    async with owner.transaction():
        await owner.execute("SELECT FROM event_store.tenant_head FOR UPDATE")
        with pytest.raises(StatementTimeoutError) as caught:
            await EventStore(pool).append(COUNTY, [given])
    assert caught.value.code == "57014"
    await owner.close()
    await pool.close()
    (outcome,) = await store.append(COUNTY, [given])
    assert isinstance(outcome, Appended)


async def test_a_database_that_only_reads_is_unavailable_for_writing(
    store: EventStore, database: Database, superuser: asyncpg.Connection[asyncpg.Record]
) -> None:
    await superuser.execute(f"ALTER DATABASE {database.name} SET default_transaction_read_only = on")
    pool = await make_pool(database.dsn("gridledger_app"))
    standby = EventStore(pool)
    with pytest.raises(StoreUnavailableError) as caught:
        await standby.append(COUNTY, [appends(1)])
    assert caught.value.code == "25006"
    assert await sound_log(standby, COUNTY) == []  # reads go on
    await pool.close()


async def test_too_many_connections_are_unavailable(
    database: Database, superuser: asyncpg.Connection[asyncpg.Record]
) -> None:
    await superuser.execute(f"ALTER DATABASE {database.name} CONNECTION LIMIT 0")
    pool = await make_pool(database.dsn("gridledger_app"))
    with pytest.raises(StoreUnavailableError) as caught:
        await EventStore(pool).tenants()
    assert caught.value.code == "53300"
    await superuser.execute(f"ALTER DATABASE {database.name} CONNECTION LIMIT -1")
    assert await EventStore(pool).tenants() == []
    await pool.close()


async def test_a_pool_that_is_used_up_is_unavailable_in_bounded_time(database: Database) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    store = EventStore(pool, acquire_timeout_seconds=0.05)
    async with pool.acquire():
        with pytest.raises(StoreUnavailableError) as caught:
            await store.tenants()
    assert caught.value.code == "TIMEOUT"
    assert await store.tenants() == []
    await pool.close()


async def test_a_session_that_is_ended_before_a_read_goes_unnoticed(
    store: EventStore, superuser: asyncpg.Connection[asyncpg.Record]
) -> None:
    await end_sessions(superuser)
    assert await store.tenants() == [COUNTY]


async def test_a_session_that_is_ended_in_an_append_leaves_doubt_until_sent_again(
    store: EventStore, database: Database, superuser: asyncpg.Connection[asyncpg.Record]
) -> None:
    given = appends(1)
    owner = await asyncpg.connect(database.dsn())
    async with owner.transaction():
        await owner.execute("SELECT FROM event_store.tenant_head FOR UPDATE")
        append = asyncio.create_task(store.append(COUNTY, [given]))
        await someone_waits(superuser)
        await end_sessions(superuser)
        with pytest.raises(OutcomeUnknownError) as caught:
            await append
    await owner.close()
    assert caught.value.code in ("57P01", "08003")  # the server's last word, if it was read in time
    assert isinstance((await store.append(COUNTY, [given]))[0], Appended)
    assert len(await sound_log(store, COUNTY)) == 1


async def someone_waits(superuser: asyncpg.Connection[asyncpg.Record]) -> None:
    async with asyncio.timeout(10):
        while not await superuser.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def end_sessions(superuser: asyncpg.Connection[asyncpg.Record]) -> None:
    await superuser.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE usename = 'gridledger_app' AND datname = current_database()"
    )


async def test_a_database_that_does_not_exist(database: Database) -> None:
    dsn = database.dsn("gridledger_app").replace(database.name, "no_such_database")
    with pytest.raises(StoreMisconfiguredError, match="run the migrations") as caught:
        await make_pool(dsn, min_size=1)
    assert caught.value.code == "3D000"


async def test_a_role_that_may_not_append(store: EventStore, database: Database) -> None:
    pool = await make_pool(database.dsn("gridledger_projector"))
    with pytest.raises(StoreMisconfiguredError) as caught:
        await EventStore(pool).append(COUNTY, [appends(1)])
    assert caught.value.code == "42501"
    await pool.close()


async def test_a_database_without_migrations(database: Database) -> None:
    pool = await make_pool(database.server.dsn("postgres", SUPERUSER))
    with pytest.raises(StoreMisconfiguredError) as caught:
        await EventStore(pool).head(COUNTY)
    assert caught.value.code == "42P01"
    await pool.close()


async def test_a_server_that_is_not_there() -> None:
    pool = await make_pool("postgresql://nobody@127.0.0.1:1/nothing")  # starts all the same
    with pytest.raises(StoreUnavailableError) as caught:
        await EventStore(pool).append(COUNTY, [command()])
    assert caught.value.code == "CONNECTION"
    await pool.close()


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (asyncpg.DiskFullError("could not extend file"), StoreUnavailableError),
        (asyncpg.CannotConnectNowError("starting up"), StoreUnavailableError),
        (asyncpg.DeadlockDetectedError("deadlock"), StoreUnavailableError),
        (asyncpg.UniqueViolationError("duplicate key"), MalformedAppendError),
        (asyncpg.NotNullViolationError("null"), MalformedAppendError),
        (asyncpg.DataError("invalid input for query argument"), MalformedAppendError),
        (asyncpg.InternalServerError("bug"), EventStoreError),
        (asyncpg.InterfaceError("connection is closed"), StoreUnavailableError),
        (ConnectionResetError(), StoreUnavailableError),
        (TimeoutError(), StoreUnavailableError),
    ],
)
@pytest.mark.parametrize("append_was_sent", [False, True])
def test_other_errors_by_their_code(
    raised: Exception, expected: type[EventStoreError], append_was_sent: bool
) -> None:
    if append_was_sent and isinstance(raised, asyncpg.InterfaceError | OSError | TimeoutError):
        expected = MalformedAppendError if isinstance(raised, asyncpg.DataError) else OutcomeUnknownError
    assert type(translate(raised, append_was_sent=append_was_sent)) is expected


@pytest.mark.parametrize(
    "raised",
    [
        asyncpg.AdminShutdownError("terminating connection"),
        asyncpg.CrashShutdownError("terminating connection because of crash of another server process"),
        asyncpg.IdleSessionTimeoutError("terminating connection due to idle-session timeout"),
        asyncpg.ConnectionFailureError("connection to server lost"),
    ],
)
def test_words_of_parting_leave_an_append_in_doubt(raised: asyncpg.PostgresError) -> None:
    assert is_lost_connection(raised)
    assert type(translate(raised, append_was_sent=True)) is OutcomeUnknownError
    assert type(translate(raised)) is StoreUnavailableError


def test_details_and_hints_stay_out_of_messages() -> None:
    raised = asyncpg.UniqueViolationError("duplicate key value violates unique constraint")
    raised.detail = "Key (name)=(somebody) already exists."
    assert "somebody" not in str(translate(raised))


@pytest.mark.parametrize(
    "raised",
    [
        asyncpg.DataError("invalid input for query argument $1: 'somebody' (an integer is required)"),
        asyncpg.InvalidTextRepresentationError('invalid input syntax for type uuid: "somebody"'),
        ValueError("Invalid isoformat string: 'somebody'"),
        KeyError("somebody"),
    ],
)
def test_values_that_an_error_quotes_stay_out_of_logs(raised: Exception) -> None:
    assert fit_for_logs(raised) == type(raised).__name__
    if isinstance(raised, DATABASE_ERRORS):
        assert "somebody" not in str(translate(raised))


def test_what_our_own_errors_say_is_fit_for_logs() -> None:
    error = UnknownCountyError("county-x", code="GL001")
    assert fit_for_logs(error) == str(error)


def test_the_docstring_of_an_error_is_its_message() -> None:
    assert str(UnknownCountyError()) == "There is no such county: it has not been founded."
    assert str(UnknownCountyError("county-x", code="GL001")) == (
        "There is no such county: it has not been founded. (GL001, county-x)"
    )
    for name, cls in vars(errors).items():
        if isinstance(cls, type) and issubclass(cls, Exception):
            assert cls.__doc__, name
