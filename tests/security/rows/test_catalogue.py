"""Every table with a county is guarded, read from the catalogue: a new one without row security fails here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from tests.support.postgres import Database

if TYPE_CHECKING:
    Catalogue = asyncpg.Connection[asyncpg.Record]

# Outside a session's own and PostgreSQL's. Whatever has a county in it is the county's.
TENANT_TABLES = """
    SELECT c.oid, c.oid::regclass::text AS name, c.relrowsecurity, c.relforcerowsecurity,
           c.relowner::regrole::text AS owner
      FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
     ORDER BY name"""

# Tables of counties that know a subtree, and are not held to it: the structure of a county is for all in it, and how
# many streams are passed over is told in every answer.
WHOLE_COUNTY = {
    "read_model.grid",
    "read_model.grid_history",
    "read_model.lecture_menu_item",
    "read_model.lecture_menu_item_history",
    "read_model.entity",
    "read_model.entity_history",
    "read_model.organisation",
    "read_model.organisation_history",
    "read_model.organisation_place",
    "read_model.organisation_place_history",
    "read_model.month_theme",
    "read_model.month_theme_history",
    "read_model.parked",
    "read_model.policy_adoption",
    "read_model.policy_adoption_history",
    "read_model.site",
    "read_model.site_history",
}

# They read past row security: each does one thing, and holds the county to its parameter or to what was entered.
OWNERS_VIEWS = {"read_model.counted_history", "read_model.counted_member", "read_model.counted_versions"}


@pytest.fixture
async def catalogue(database: Database) -> AsyncIterator[Catalogue]:
    connection = await asyncpg.connect(database.dsn())
    yield connection
    await connection.close()


async def test_every_table_of_a_county_is_guarded(catalogue: Catalogue) -> None:
    tables = await catalogue.fetch(TENANT_TABLES)
    assert len(tables) > 40
    not_guarded = [
        row["name"] for row in tables if not (row["relrowsecurity"] and row["relforcerowsecurity"])
    ]
    assert not_guarded == [], (
        "call event_store.guard() in the migration that makes them (0005_row_security.sql)"
    )


async def test_every_guarded_table_has_the_same_policies(catalogue: Catalogue) -> None:
    for table in await catalogue.fetch(TENANT_TABLES):
        rows = await catalogue.fetch(
            """SELECT polname, polcmd, polpermissive, polroles::regrole[]::text[] AS roles,
                      pg_get_expr(polqual, polrelid) AS condition
                 FROM pg_policy WHERE polrelid = $1""",
            table["oid"],
        )
        policies = {row["polname"]: row for row in rows}
        assert policies.keys() == {"owner", "projector", "app"}, table["name"]
        assert policies["owner"]["roles"] == [table["owner"]], table["name"]
        assert policies["projector"]["roles"] == ["gridledger_projector"], table["name"]
        app = policies["app"]
        assert (app["roles"], app["polcmd"], app["polpermissive"]) == (["gridledger_app"], b"r", True)
        assert "tenant_id = ( SELECT" in app["condition"], table["name"]
        assert "gridledger.entered" in app["condition"], table["name"]


async def test_every_path_is_held_to_a_subtree(catalogue: Catalogue) -> None:
    rows = await catalogue.fetch(
        """SELECT p.polrelid::regclass::text AS name, pg_get_expr(p.polqual, p.polrelid) AS condition
             FROM pg_policy AS p JOIN pg_attribute AS a ON a.attrelid = p.polrelid AND a.attname = 'org_path'
            WHERE p.polname = 'app'"""
    )
    assert {row["name"] for row in rows if "starts_with(org_path" not in row["condition"]} == WHOLE_COUNTY


async def test_nobody_of_the_program_reads_past_it(catalogue: Catalogue) -> None:
    roles = await catalogue.fetch(
        "SELECT rolname, rolbypassrls, rolsuper FROM pg_roles WHERE rolname LIKE 'gridledger%'"
    )
    assert {"gridledger_app", "gridledger_projector"} <= {row["rolname"] for row in roles}
    for row in roles:
        assert (row["rolbypassrls"], row["rolsuper"]) == (False, False), row["rolname"]


async def test_views_read_as_whoever_asks(catalogue: Catalogue) -> None:
    others = await catalogue.fetch(
        """SELECT c.oid::regclass::text AS name FROM pg_class AS c
            WHERE c.relkind = 'v' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
              AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)"""
    )
    assert {row["name"] for row in others} == OWNERS_VIEWS


async def test_what_decides_about_rows_tells_nothing_of_them(catalogue: Catalogue) -> None:
    """Conditions of the program on keys and paths go before those of row security only if they are leakproof."""
    leaky = await catalogue.fetch(
        """SELECT oid::regprocedure::text AS name FROM pg_proc
            WHERE proname IN ('starts_with', 'texteq', 'text_lt', 'text_ge', 'uuid_eq', 'int8eq', 'int8le', 'date_ge',
                              'date_lt', 'timestamptz_le', 'bttextcmp', 'uuid_cmp', 'btint8cmp', 'date_cmp')
              AND NOT proleakproof"""
    )
    assert leaky == []
