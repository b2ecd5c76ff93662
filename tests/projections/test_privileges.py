"""The projector cannot write the log, and the server cannot write read models."""

from __future__ import annotations

import asyncpg
import pytest

from event_store.pool import Pool
from tests.projections.tables import TABLES

LOG = ("tenant_head", "event", "event_subject", "command")


def writes(table: str, column: str) -> list[str]:
    return [
        f"INSERT INTO {table} DEFAULT VALUES",
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
    ]


async def refused(pool: Pool, statements: list[str]) -> None:
    async with pool.acquire() as connection:
        for statement in statements:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)


async def test_the_projector_writes_no_event(projector_pool: Pool) -> None:
    await refused(
        projector_pool,
        [statement for name in LOG for statement in writes(f"event_store.{name}", "tenant_id")],
    )
    async with projector_pool.acquire() as connection:
        allowed = await connection.fetchval(
            """SELECT bool_or(has_function_privilege(p.oid, 'EXECUTE'))
                 FROM pg_proc AS p
                WHERE p.pronamespace = 'event_store'::regnamespace
                  AND p.proname NOT IN ('entered_county', 'seen', 'counties')"""
        )
    assert not allowed


async def test_the_projector_changes_no_table(projector_pool: Pool) -> None:
    await refused(
        projector_pool,
        [
            "CREATE TABLE read_model.another (n integer)",
            "ALTER TABLE read_model.member ADD COLUMN n integer",
            "DROP TABLE read_model.member",
            "TRUNCATE read_model.member",
        ],
    )


async def test_the_server_writes_no_read_model(app_pool: Pool) -> None:
    await refused(
        app_pool,
        [
            statement
            for name in (*TABLES, "checkpoint", "parked")
            for statement in writes(f"read_model.{name}", "tenant_id")
        ],
    )
