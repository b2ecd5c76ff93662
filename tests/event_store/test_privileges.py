"""Append-only by privilege: the program's roles cannot change the log but through the append function."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import asyncpg
import pytest

from event_store.call import APPEND
from event_store.store import EventStore
from tests.event_store.builders import COUNTY, appends
from tests.support.postgres import Database

ROLES = ("gridledger_app", "gridledger_projector")
TABLES = ("tenant_head", "event", "event_subject", "command")
STATEMENTS = (
    "INSERT INTO {table} SELECT * FROM {table}",
    "UPDATE {table} SET tenant_id = tenant_id",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "SELECT * FROM {table} FOR UPDATE",
    "DROP TABLE {table}",
    "ALTER TABLE {table} ADD COLUMN extra text",
    "CREATE TRIGGER t AFTER INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "COPY {table} FROM STDIN",
)
ELSEWHERE = (
    "CREATE TABLE event_store.extra ()",
    "CREATE FUNCTION event_store.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION event_store.append_events() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER SCHEMA event_store RENAME TO other",
    "SET ROLE gridledger_owner",
    "SET session_replication_role = replica",
    "INSERT INTO people.display_name VALUES ('county-a', gen_random_uuid(), gen_random_uuid(), 'x')",
    "UPDATE people.display_name SET display_name = 'x'",
    "DELETE FROM people.display_name",
    "TRUNCATE people.display_name",
)
INSUFFICIENT_PRIVILEGE = "42501"


@pytest.fixture(params=ROLES)
async def connection(
    request: pytest.FixtureRequest, store: EventStore, database: Database
) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection in one of the roles, with an event in the log."""
    await store.append(COUNTY, [appends(1)])
    connection = await asyncpg.connect(database.dsn(request.param))
    yield connection
    await connection.close()


@pytest.mark.parametrize("table", TABLES)
async def test_tables_cannot_be_written(connection: asyncpg.Connection[asyncpg.Record], table: str) -> None:
    async with connection.transaction():
        await connection.execute("SELECT set_config('gridledger.entered', $1, true)", COUNTY)
        count = await connection.fetchval(f"SELECT count(*) FROM event_store.{table}")
    assert count > 0 or table == "event_subject"
    for statement in STATEMENTS:
        await denied(connection, statement.format(table=f"event_store.{table}"))


@pytest.mark.parametrize("statement", ELSEWHERE)
async def test_nothing_around_them_can_be_changed(
    connection: asyncpg.Connection[asyncpg.Record], statement: str
) -> None:
    await denied(connection, statement)


async def test_the_projector_cannot_append(database: Database, store: EventStore) -> None:
    connection = await asyncpg.connect(database.dsn("gridledger_projector"))
    await denied(connection, re.sub(r"\$\d+", "NULL", APPEND))
    await denied(connection, "SELECT people.put_display_names('county-a', NULL, NULL, NULL)")
    await denied(connection, "SELECT people.discard_display_names('county-a', NULL)")
    await connection.close()


async def denied(connection: asyncpg.Connection[asyncpg.Record], statement: str) -> None:
    with pytest.raises(asyncpg.PostgresError) as caught:
        await connection.execute(statement)
    assert caught.value.sqlstate == INSUFFICIENT_PRIVILEGE, f"{statement}: {caught.value}"


async def test_everyone_else_sees_nothing(database: Database) -> None:
    owner = await asyncpg.connect(database.dsn())
    granted = await owner.fetch("""
        SELECT n.nspname, acl.privilege_type, acl.grantee::regrole::text AS grantee
          FROM pg_namespace AS n, aclexplode(n.nspacl) AS acl
         WHERE n.nspname IN ('event_store', 'people') AND acl.grantee = 0
         UNION ALL
        SELECT p.proname, acl.privilege_type, acl.grantee::regrole::text
          FROM pg_proc AS p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS acl
         WHERE p.pronamespace IN ('event_store'::regnamespace, 'people'::regnamespace) AND acl.grantee = 0
    """)
    await owner.close()
    assert granted == []
