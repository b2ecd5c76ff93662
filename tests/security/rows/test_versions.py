"""Versions of elsewhere are seen with their row only where a question asks for them: of which event set a field."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from application.access import FieldGroup
from projections.registry import TABLES
from tests.api.read.county import TENANT
from tests.api.read.declared import TYPES
from tests.support.postgres import Database

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

WITH_THEIR_ROW = """
    SELECT relname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
     WHERE p.polname = 'app' AND pg_get_expr(p.polqual, p.polrelid) ~ 'EXISTS \\( SELECT\\s+FROM [a-z_.]+ now'"""
# No telling of fields, and no rule of their own that opens versions of elsewhere.
HELD_TO_THEIR_PLACE = ["score_account", "affiliation", "grid_responsible", "dues_charge", "handover_item"]
SEEN = "".join(f"\n{group}=/{{place}}" for group in FieldGroup)
PLACES = """
    SELECT organisation_id, array_agg(DISTINCT org_path) AS paths
      FROM read_model.organisation_place WHERE tenant_id = $1 GROUP BY organisation_id"""


@pytest_asyncio.fixture(loop_scope="session")
async def app(database: Database) -> AsyncIterator[Connection]:
    """A connection of the server, which has entered nothing."""
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    yield connection
    await connection.close()


async def test_where_events_of_fields_are_told_versions_come_with_their_row(tables: Connection) -> None:
    telling = {
        TABLES[read_type.source.strip("{}")]
        for read_type in TYPES.values()
        if "provenance" in read_type.fields
    }
    held = {row[0] for row in await tables.fetch("SELECT relname FROM pg_class WHERE relrowsecurity")}
    open_to_all = {
        *("grid", "entity", "lecture_menu_item", "month_theme", "policy_adoption", "site", "organisation"),
    }
    expected = {
        f"{table.name}_history"
        for table in telling
        if "org_path" in table.types and table.name not in open_to_all
    }
    assert expected <= held
    assert {row[0] for row in await tables.fetch(WITH_THEIR_ROW)} == expected


@pytest.mark.parametrize("name", HELD_TO_THEIR_PLACE)
async def test_all_other_versions_are_seen_in_their_own_place(
    app: Connection, tables: Connection, name: str
) -> None:
    for row in await tables.fetch(PLACES, TENANT):
        async with app.transaction():
            await app.fetch("SELECT read_model.enter($1, $2, $3, NULL, NULL)", TENANT, SEEN, row[0])
            seen = await app.fetch(f"SELECT DISTINCT org_path FROM read_model.{name}_history")
        assert [path for (path,) in seen if not path.startswith(tuple(row["paths"]))] == []


async def test_a_finding_of_any_of_several_places_is_found(app: Connection, tables: Connection) -> None:
    sql = (
        "SELECT finding_id, org_path FROM read_model.finding WHERE tenant_id = $1 AND org_path <> '' LIMIT 20"
    )
    found = await tables.fetch(sql, TENANT)
    assert found
    asked = "SELECT read_model.was_finding_below($1, $2, $3)"
    for finding_id, path in found:
        for tops, below in ((path, True), (f"zz/ {path}", True), ("zz/ zy/", False), (None, None)):
            assert bool(await app.fetchval(asked, TENANT, finding_id, tops)) == bool(below), tops
