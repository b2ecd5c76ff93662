"""Who stands at an organisation that went under another parent is held to all its places, and to no others."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from tests.api.read.county import TENANT
from tests.support.postgres import Database

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

SEEN = "".join(f"\n{group}=/{{place}}" for group in ("PERSON", "ORGANISATION_LIFE", "GRID_WORK", "POINTS"))
TABLES = {
    "member": "member_id",
    "meeting": "meeting_id",
    "contribution": "object_id",
    "finding": "finding_id",
}
PLACES = """
    SELECT p.organisation_id, array_agg(DISTINCT p.org_path) AS paths, o.org_path
      FROM read_model.organisation_place AS p
      JOIN read_model.organisation AS o USING (tenant_id, organisation_id)
     WHERE p.tenant_id = $1 GROUP BY p.organisation_id, o.org_path"""


@pytest_asyncio.fixture(loop_scope="session")
async def app(database: Database) -> AsyncIterator[Connection]:
    """A connection of the server, which has entered nothing."""
    connection = await asyncpg.connect(database.dsn("gridledger_app"))
    yield connection
    await connection.close()


async def entered(app: Connection, place: UUID) -> tuple[dict[str, set[UUID]], str]:
    """What is seen of each table, and the setting that says so."""
    async with app.transaction():
        await app.fetch("SELECT read_model.enter($1, $2, $3, NULL, NULL)", TENANT, SEEN, place)
        setting = await app.fetchval("SELECT current_setting('gridledger.entered')")
        found = {
            name: {row[0] for row in await app.fetch(f"SELECT {key} FROM read_model.{name}")}
            for name, key in TABLES.items()
        }
    return found, setting


async def below(tables: Connection, paths: list[str]) -> dict[str, set[UUID]]:
    return {
        name: {
            row[0]
            for row in await tables.fetch(
                f"SELECT {key} FROM read_model.{name} WHERE tenant_id = $1 AND org_path ^@ ANY ($2::text[])",
                TENANT,
                paths,
            )
        }
        for name, key in TABLES.items()
    }


async def test_all_places_are_seen_and_no_others(app: Connection, tables: Connection) -> None:
    wider = 0
    for row in await tables.fetch(PLACES, TENANT):
        seen, setting = await entered(app, row["organisation_id"])
        assert seen == await below(tables, row["paths"])
        assert ("\nMOVED=" in setting) == (len(row["paths"]) > 1)
        wider += seen != await below(tables, [row["org_path"]])
    assert wider > 0


async def test_the_present_place_comes_first(app: Connection, tables: Connection) -> None:
    for row in await tables.fetch(PLACES, TENANT):
        _, setting = await entered(app, row["organisation_id"])
        (line,) = (line for line in setting.split("\n") if line.startswith("PERSON="))
        assert line.removeprefix("PERSON=/").split(" ")[0] == row["org_path"]


@pytest.mark.asyncio(loop_scope="session")  # as the connection is opened
async def test_an_organisation_of_nowhere_has_no_place(app: Connection) -> None:
    seen, setting = await entered(app, UUID(int=7))
    assert set().union(*seen.values()) == set()
    assert "MOVED" not in setting
