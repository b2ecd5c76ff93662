"""The rules that let our tables run sharded by county on Citus, read from the catalogue of every schema."""

from __future__ import annotations

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.support.postgres import Database

SCHEMAS = ("event_store", "people", "read_audit", "read_model")


@pytest.fixture
async def catalogue(database: Database) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection to a migrated database."""
    connection = await asyncpg.connect(database.dsn())
    yield connection
    await connection.close()


async def names(catalogue: asyncpg.Connection[asyncpg.Record], query: str) -> list[str]:
    return [row[0] for row in await catalogue.fetch(query, list(SCHEMAS))]


async def test_every_table_has_a_tenant_in_byte_order(catalogue: asyncpg.Connection[asyncpg.Record]) -> None:
    without = await names(
        catalogue,
        """
        SELECT c.oid::regclass::text
          FROM pg_class AS c
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND c.relkind IN ('r', 'p')
           AND NOT EXISTS (SELECT FROM pg_attribute AS a JOIN pg_collation AS co ON co.oid = a.attcollation
                            WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull
                              AND a.atttypid = 'text'::regtype AND co.collname = 'C')
        """,
    )
    assert without == []


async def test_every_key_starts_with_the_tenant(catalogue: asyncpg.Connection[asyncpg.Record]) -> None:
    others = await names(
        catalogue,
        """
        SELECT i.indexrelid::regclass::text
          FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
          LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND i.indisunique
           AND a.attname IS DISTINCT FROM 'tenant_id'
         UNION ALL
        SELECT con.conrelid::regclass || '.' || con.conname
          FROM pg_constraint AS con
          JOIN pg_attribute AS a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
         WHERE con.connamespace::regnamespace::text = ANY ($1) AND con.contype = 'f'
           AND a.attname <> 'tenant_id'
         UNION ALL
        SELECT con.conrelid::regclass || '.' || con.conname
          FROM pg_constraint AS con
         WHERE con.connamespace::regnamespace::text = ANY ($1) AND con.contype = 'x'
        """,
    )
    assert others == []


async def test_every_table_has_a_primary_key(catalogue: asyncpg.Connection[asyncpg.Record]) -> None:
    without = await names(
        catalogue,
        """
        SELECT c.oid::regclass::text FROM pg_class AS c
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND c.relkind IN ('r', 'p')
           AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)
        """,
    )
    assert without == []


async def test_no_sequences_identities_or_volatile_defaults(
    catalogue: asyncpg.Connection[asyncpg.Record],
) -> None:
    found = await names(
        catalogue,
        """
        SELECT c.oid::regclass::text FROM pg_class AS c
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND c.relkind = 'S'
         UNION ALL
        SELECT a.attrelid::regclass || '.' || a.attname
          FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND a.attidentity <> ''
         UNION ALL
        SELECT d.adrelid::regclass || ': ' || pg_get_expr(d.adbin, d.adrelid)
          FROM pg_attrdef AS d JOIN pg_class AS c ON c.oid = d.adrelid
         WHERE c.relnamespace::regnamespace::text = ANY ($1)
           AND pg_get_expr(d.adbin, d.adrelid) ~ '(nextval|random|random_uuid|clock_timestamp)\\('
        """,
    )
    assert found == []


async def test_no_triggers_rules_or_inheritance(catalogue: asyncpg.Connection[asyncpg.Record]) -> None:
    found = await names(
        catalogue,
        """
        SELECT t.tgrelid::regclass || '.' || t.tgname
          FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND NOT t.tgisinternal
         UNION ALL
        SELECT r.ev_class::regclass || '.' || r.rulename
          FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND r.rulename <> '_RETURN'
         UNION ALL
        SELECT i.inhrelid::regclass::text
          FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
         WHERE c.relnamespace::regnamespace::text = ANY ($1)
        """,
    )
    assert found == []


async def test_text_in_indexes_sorts_by_bytes(catalogue: asyncpg.Connection[asyncpg.Record]) -> None:
    """Pages and cursors compare them; another collation would change with the system's library."""
    others = await names(
        catalogue,
        """
        SELECT i.indexrelid::regclass || ' ' || co.collname
          FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid,
               unnest(i.indcollation) AS u (collation_id) JOIN pg_collation AS co ON co.oid = u.collation_id
         WHERE c.relnamespace::regnamespace::text = ANY ($1) AND co.collname <> 'C'
        """,
    )
    assert others == []


async def test_functions_with_their_owners_rights_pin_where_they_look(
    catalogue: asyncpg.Connection[asyncpg.Record],
) -> None:
    rows = await catalogue.fetch(
        """
        SELECT p.oid::regproc::text AS name, p.proconfig
          FROM pg_proc AS p
         WHERE p.prosecdef AND p.pronamespace::regnamespace::text = ANY ($1)
        """,
        list(SCHEMAS),
    )
    assert "event_store.append_events" in {row["name"] for row in rows}
    for row in rows:
        paths = [setting for setting in row["proconfig"] or [] if setting.startswith("search_path=")]
        assert len(paths) == 1, row["name"]
        schemas = paths[0].removeprefix("search_path=").split(", ")
        assert schemas[-1] == "pg_temp", row["name"]
        assert set(schemas[:-1]) <= {*SCHEMAS, "pg_catalog"}, row["name"]
