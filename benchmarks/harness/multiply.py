"""Makes years of a county out of one, inside the database: the same life again, with other ids, later.

Every event is copied as it stands in the envelope: its ids, days, instants and positions move on, members,
organisations and grids stay who they are, payloads are not rewritten. The rows of the read models are copied with the
same moves, so that they have the shapes which the fold gave them. Tables are unlogged from then on: they are only read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from benchmarks.harness.postgres import Server

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection

BLOCK = 2_048  # positions: rollups' past is kept by blocks, so years begin with one
FOREVER = 9223372036854775807
YEAR = "500 days"  # of recording: a year's last entries are made in the next one
AT_ONCE = 2  # tables
OPEN_DIGITS = "1234569abcdef"  # of a UUID's version, none in use: a copy's ids differ from all others by it

LOG = ("event_store.event", "event_store.event_subject")
MODELS = (
    "meeting",
    "meeting_history",
    "meeting_count",
    "meeting_count_history",
    "attendance",
    "attendance_history",
    "leave",
    "leave_history",
    "score_account",
    "score_account_history",
    "score_entry",
    "score_entry_history",
    "contribution",
    "contribution_history",
    "rollup",
    "rollup_history",
    "rollup_day",
    "rollup_day_history",
    "audit_entry",
)
OF_A_YEAR = frozenset(
    (
        "account_id",
        "causation_id",
        "command_id",
        "corrected_by",
        "correlation_id",
        "entry_id",
        "event_id",
        "ground",
        "leave_id",
        "meeting_id",
        "object_id",
        "reversed_by",
        "stream_id",
    )
)


@dataclass(frozen=True)
class Copies:
    """What was made."""

    last_position: int
    shift: int  # positions between a year and the next


def multiply(server: Server, database: str, years: int) -> Copies:
    """Add years to a database that holds one; ``years`` is the number it will have."""
    return asyncio.run(_multiply(server.dsn(database, "postgres"), years))


async def _multiply(dsn: str, years: int) -> Copies:
    connection = await _connect(dsn)
    try:
        head = await connection.fetchval("SELECT max(last_position) FROM event_store.tenant_head")
        shift = -(-head // BLOCK) * BLOCK
        tables = iter((*LOG, *(f"read_model.{name}" for name in MODELS)))
        await asyncio.gather(*(_copy_tables(dsn, tables, years - 1, shift) for _ in range(AT_ONCE)))
        moved = (years - 1) * shift
        await connection.execute(
            "UPDATE event_store.tenant_head SET last_position = last_position + $1", moved
        )
        await connection.execute("UPDATE read_model.checkpoint SET position = position + $1", moved)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()
    return Copies(head + moved, shift)


async def _connect(dsn: str) -> Connection:
    connection = await asyncpg.connect(dsn)
    await connection.execute("SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'")
    return connection


async def _copy_tables(dsn: str, tables: Iterator[str], copies: int, shift: int) -> None:
    """One after the other, whichever nobody else has taken."""
    connection = await _connect(dsn)
    try:
        for table in tables:
            await _copy_table(connection, table, copies, shift)
    finally:
        await connection.close()


async def _copy_table(connection: Connection, table: str, copies: int, shift: int) -> None:
    """Without its indexes, which are made anew at the end."""
    columns = await connection.fetch(
        "SELECT attname AS name, atttypid::regtype::text AS type FROM pg_attribute"
        " WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        table,
    )
    indexes = await connection.fetch(
        "SELECT i.indexrelid::regclass::text AS index, pg_get_indexdef(i.indexrelid) AS made, c.conname AS key,"
        " pg_get_constraintdef(c.oid) AS constrained FROM pg_index AS i"
        " LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid"
        " WHERE i.indrelid = $1::text::regclass",
        table,
    )
    for index in indexes:
        gone = (
            f"ALTER TABLE {table} DROP CONSTRAINT {index['key']}"
            if index["key"]
            else f"DROP INDEX {index['index']}"
        )
        await connection.execute(gone)
    await connection.execute(f"ALTER TABLE {table} SET UNLOGGED")
    names = ", ".join(f'"{column["name"]}"' for column in columns)
    values = ", ".join(_moved(column["name"], column["type"], shift) for column in columns)
    await connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS t CROSS JOIN generate_series(1, {copies}) AS k"
    )
    for index in indexes:
        key = f"ALTER TABLE {table} ADD CONSTRAINT {index['key']} {index['constrained']}"
        await connection.execute(key if index["key"] else index["made"])


def _moved(name: str, kind: str, shift: int) -> str:
    """SQL of a column's value in copy ``k``."""
    column = f't."{name}"'
    if kind == "uuid" and name in OF_A_YEAR:
        return f"overlay({column}::text PLACING substr('{OPEN_DIGITS}', k, 1) FROM 15 FOR 1)::uuid"
    if kind == "bigint":
        return f"CASE WHEN {column} = {FOREVER} THEN {column} ELSE {column} + k * {shift} END"
    if kind == "date":
        return f"({column} + make_interval(years => k))::date"
    if kind == "timestamp with time zone":
        return f"{column} + k * interval '{YEAR}'"
    if name == "occurred_at":
        return f"(left({column}, 4)::integer + k)::text || substr({column}, 5)"
    return f"{column} + k" if name == "year" else column
