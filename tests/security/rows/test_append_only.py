"""Row 18: UPDATE, DELETE and TRUNCATE by the application's role are denied, of events and of all else that it reads.

What it may write goes through functions, each for one purpose; tests/event_store/test_privileges.py tries ways around.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from tests.support.postgres import Database

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

STATEMENTS = (
    "INSERT INTO {} DEFAULT VALUES",
    "UPDATE {} SET tenant_id = tenant_id",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY app ON {}",
    "CREATE POLICY more ON {} USING (true)",
)
TABLES = """
    SELECT c.oid::regclass::text FROM pg_class AS c
      JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
     ORDER BY 1"""
INSUFFICIENT_PRIVILEGE = "42501"


@pytest.fixture
async def app(database: Database) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    yield connection
    await connection.close()


async def test_the_application_changes_no_row_and_no_policy(app: Connection) -> None:
    tables = [row[0] for row in await app.fetch(TABLES)]
    assert "event_store.event" in tables
    for table in tables:
        for statement in STATEMENTS:
            with pytest.raises(asyncpg.PostgresError) as caught:
                await app.execute(statement.format(table))
            assert caught.value.sqlstate == INSUFFICIENT_PRIVILEGE, (
                f"{statement.format(table)}: {caught.value}"
            )


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE gridledger_owner",
        "SET ROLE gridledger_projector",
        "SET SESSION AUTHORIZATION gridledger_owner",
        "ALTER ROLE gridledger_app BYPASSRLS",
        "SELECT event_store.guard('event_store.event')",
        "CREATE OR REPLACE FUNCTION event_store.seen(p_name text) RETURNS text LANGUAGE sql AS 'SELECT ''''::text'",
        "CREATE OR REPLACE VIEW read_model.counted_versions AS SELECT 1",
    ],
)
async def test_the_application_gets_around_no_policy(app: Connection, statement: str) -> None:
    with pytest.raises(asyncpg.PostgresError) as caught:
        await app.execute(statement)
    assert caught.value.sqlstate == INSUFFICIENT_PRIVILEGE


async def test_to_read_past_policies_by_a_setting_is_an_error(app: Connection) -> None:
    await app.execute("SET row_security = off")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.fetch("SELECT FROM event_store.event")
