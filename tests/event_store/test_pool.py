"""The pool: what its connections are set to, and what they leave behind."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from event_store.pool import LONGEST_PREPARED_CHARACTERS, Pool, make_pool
from event_store.records import Appended
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from tests.event_store.builders import COUNTY, appends, command
from tests.event_store.soundness import sound_log
from tests.support.postgres import Database


async def test_connections_are_set_up_once(database: Database) -> None:
    pool = await make_pool(
        database.dsn("gridledger_app"), application_name="a-test", statement_timeout_seconds=2.5
    )
    assert await pool.fetchval("SHOW application_name") == "a-test"
    assert await pool.fetchval("SHOW statement_timeout") == "2500ms"
    assert await pool.fetchval("SHOW timezone") == "UTC"
    await pool.close()


async def test_appends_do_not_depend_on_the_databases_isolation_level(
    store: EventStore, database: Database
) -> None:
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    await superuser.execute(
        f"ALTER DATABASE {database.name} SET default_transaction_isolation = 'serializable'"
    )
    await superuser.close()
    pool = await make_pool(database.dsn("gridledger_app"), max_size=8)
    outcomes = await asyncio.gather(*(EventStore(pool).append(COUNTY, [appends(1)]) for _ in range(40)))
    assert all(isinstance(outcome, Appended) for (outcome,) in outcomes)
    await pool.close()


async def test_a_transaction_left_open_is_rolled_back_before_the_next_user(
    store: EventStore, pool: Pool
) -> None:
    async with pool.acquire() as connection:
        await connection.execute("BEGIN")
        await connection.execute("SET LOCAL application_name = 'left behind'")
    async with asyncio.timeout(5):
        outcomes = await asyncio.gather(*(store.append(COUNTY, [appends(1)]) for _ in range(20)))
    assert all(isinstance(outcome, Appended) for (outcome,) in outcomes)
    names = {await pool.fetchval("SHOW application_name") for _ in range(8)}
    assert names == {"gridledger"}


async def test_giving_a_connection_back_costs_no_round_trip(database: Database) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    superuser = await asyncpg.connect(database.dsn(SUPERUSER))
    await pool.fetchval("SELECT 1")
    last_statement = await superuser.fetchval(
        "SELECT query FROM pg_stat_activity WHERE usename = 'gridledger_app' AND datname = current_database()"
    )
    assert last_statement == "SELECT 1"
    await superuser.close()
    await pool.close()


async def test_long_statements_are_not_kept(database: Database) -> None:
    """Clients choose how long they are, and PostgreSQL's plan of one takes more than a hundred times as much."""
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    for length in (LONGEST_PREPARED_CHARACTERS, LONGEST_PREPARED_CHARACTERS + 1):
        assert await pool.fetchval("SELECT 1".ljust(length)) == 1
    lengths = await pool.fetch("SELECT length(statement) AS n FROM pg_prepared_statements")
    assert max(row["n"] for row in lengths) == LONGEST_PREPARED_CHARACTERS
    await pool.close()


async def test_behind_pgbouncer_no_statement_is_kept(database: Database) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1, through_pgbouncer=True)
    store = EventStore(pool)
    await store.append(COUNTY, [command()], found="production")
    for _ in range(3):
        await store.append(COUNTY, [appends(1)])
    assert len(await sound_log(store, COUNTY)) == 3
    async with pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM pg_prepared_statements WHERE name <> ''") == 0
    await pool.close()


@pytest.mark.parametrize("min_size", [0, 2])
async def test_the_pool_starts_with_as_many_connections_as_asked(database: Database, min_size: int) -> None:
    pool = await make_pool(database.dsn("gridledger_app"), min_size=min_size)
    assert pool.get_size() == min_size
    await pool.close()
