"""Row 22 of the faults and attacks: no scope, no rows; the wrong one, none either; and none is left behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from application.access import FieldGroup
from event_store.entering import ENTERED
from tests.api.read.county import OTHER_TENANT, TENANT, Places
from tests.support.entered import ALL_OF_IT
from tests.support.postgres import Database

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
TABLES = """
    SELECT c.oid::regclass::text FROM pg_class AS c
      JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind IN ('r', 'v') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
       AND has_table_privilege(c.oid, 'SELECT')
     ORDER BY 1"""
ENTER = "SELECT set_config('gridledger.entered', $1, true)"


@pytest.fixture
async def app(database: Database) -> AsyncIterator[Connection]:
    """A connection of the server, which has entered nothing."""
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    yield connection
    await connection.close()


async def rows_of(app: Connection, entered: str | None) -> dict[str, set[str]]:
    """The counties of which a connection sees rows, by table: every table and view that it may read."""
    async with app.transaction():
        if entered is not None:
            await app.execute(ENTER, entered)
        return {
            name: {row[0] for row in await app.fetch(f"SELECT DISTINCT tenant_id FROM {name}")}
            for (name,) in await app.fetch(TABLES)
        }


async def test_without_a_scope_there_are_no_rows(app: Connection) -> None:
    seen = await rows_of(app, None)
    assert len(seen) > 60
    assert set().union(*seen.values()) == set()


@pytest.mark.parametrize(
    "entered",
    [
        "",
        ALL_OF_IT,  # of no county
        "county-x" + ALL_OF_IT,
        "county" + ALL_OF_IT,  # a part of its name
        f"county-x\n{TENANT}" + ALL_OF_IT,
        f"PERSON=/\n{TENANT}",
        "%",
    ],
)
async def test_in_the_wrong_scope_there_are_no_rows(app: Connection, entered: str) -> None:
    assert set().union(*(await rows_of(app, entered)).values()) == set()


async def test_a_county_shows_its_own_rows_alone(app: Connection) -> None:
    for tenant in (TENANT, OTHER_TENANT):
        seen = await rows_of(app, tenant + ALL_OF_IT)
        assert (
            seen["read_model.member"] == seen["event_store.event"] == seen["people.display_name"] == {tenant}
        )
        assert set().union(*seen.values()) == {tenant}


async def test_a_county_without_a_subtree_shows_nothing_that_lies_in_one(app: Connection) -> None:
    seen = await rows_of(app, TENANT)
    assert seen["event_store.event"] == seen["read_model.organisation"] == {TENANT}
    for name in (
        "member",
        "meeting",
        "attendance",
        "leave",
        "score_entry",
        "rollup",
        "contribution",
        "audit_entry",
    ):
        assert seen[f"read_model.{name}"] == set(), name


@pytest.mark.parametrize("path", ["/99/", "", "-", "/%"])
async def test_a_subtree_that_is_none_shows_nothing(app: Connection, path: str) -> None:
    entered = TENANT + "".join(f"\n{group}={path}" for group in FieldGroup)
    assert (await rows_of(app, entered))["read_model.member"] == set()


async def test_a_scope_ends_with_its_transaction(app: Connection, places: Places) -> None:
    count = "SELECT count(*) FROM read_model.member"
    async with app.transaction():
        await app.execute(ENTER, TENANT + ALL_OF_IT)
        assert await app.fetchval(count) > 0
    assert await app.fetchval(count) == 0
    statement = f"SELECT ({count}) WHERE (SELECT read_model.enter($1, $2, NULL, NULL, NULL)) IS NOT NULL"
    for _ in range(8):  # also once the plan is kept
        assert await app.fetchval(statement, TENANT, "\nPERSON=/") > 0
        assert await app.fetchval(count) == 0
    with pytest.raises(asyncpg.DivisionByZeroError):
        await broken_off(app)
    assert await app.fetchval(count) == 0


async def broken_off(app: Connection) -> None:
    async with app.transaction():
        await app.execute(ENTER, TENANT + ALL_OF_IT)
        await app.execute("SELECT 1 / 0")


async def test_a_county_is_entered_by_no_trick_of_its_name(app: Connection) -> None:
    alone = f"SELECT count(*) FROM read_model.member WHERE {ENTERED} AND $1::text IS NOT NULL"
    for name in (f"{TENANT}\nPERSON=/", f"\n{TENANT}", "a\nb"):
        assert await app.fetchval(alone, name) == 0
        assert (
            await app.fetchval("SELECT read_model.enter($1, 'PERSON=/{me}', NULL, NULL, NULL)", name) is None
        )
