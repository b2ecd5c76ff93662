"""A system that stopped at a position: a database of its own, whose log is another's up to there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import asyncpg

from event_store.pool import Pool
from event_store.store import EventStore
from gridledger.embedded_postgres import SUPERUSER
from projections.framework.runner import Projector
from projections.framework.table import History, Table
from projections.registry import READ_MODELS, TABLES
from tests.projections.recount import Rows
from tests.support.entered import whole_county
from tests.support.postgres import Database

# What is known by position; rollups of blocks have a test of their own.
KNOWN = [table for table in TABLES.values() if table.history not in {History.NONE, History.BLOCKS}]
_OPEN_ENDS = {"known_to", "true_to"}


class StoppedSystem:
    """Goes from position to position, and stands still at each."""

    def __init__(self, tenant: str, source: Database, target: Database, projector_pool: Pool) -> None:
        self._tenant = tenant
        self._source = source
        self._target = target
        self._projector = Projector(projector_pool, EventStore(projector_pool), READ_MODELS)
        self._position = 0

    async def go_to(self, position: int, passed_over: Collection[int] = ()) -> None:
        """Take over the log up to a position, but for some events, and fold it."""
        source = await asyncpg.connect(self._source.dsn(SUPERUSER))
        target = await asyncpg.connect(self._target.dsn(SUPERUSER))
        events = await source.fetch(
            "SELECT * FROM event_store.event WHERE tenant_id = $1 AND position > $2 AND position <= $3"
            " AND position <> ALL ($4::bigint[])",
            self._tenant,
            self._position,
            position,
            list(passed_over),
        )
        await target.copy_records_to_table("event", schema_name="event_store", records=map(tuple, events))
        await target.execute(
            "INSERT INTO event_store.tenant_head (tenant_id, mode, last_position) VALUES ($1, 'rehearsal', $2)"
            " ON CONFLICT (tenant_id) DO UPDATE SET last_position = excluded.last_position",
            self._tenant,
            events[-1]["position"] if events else self._position,
        )
        await source.close()
        await target.close()
        self._position = position
        await self._projector.run(self._tenant)


async def rows_now(pool: Pool, tenant: str, table: Table) -> Rows:
    """Every row as it stands."""
    return await _rows(pool, table, f"read_model.{table.name} AS v WHERE v.tenant_id = $1", tenant)


async def rows_as_of(pool: Pool, tenant: str, table: Table, position: int, day: date | None = None) -> Rows:
    """Every row as known at a position [about a day]."""
    visible = table.visible("v", "$2::bigint", None if day is None else "$3::date")
    sql = f"read_model.{table.versions} AS v WHERE v.tenant_id = $1 AND {visible}"
    return await _rows(pool, table, sql, tenant, position, *([] if day is None else [day]))


async def _rows(pool: Pool, table: Table, source: str, *arguments: Any) -> Rows:
    """All columns but those that say until when a version holds, and those that make no version."""
    ignored = _OPEN_ENDS | (set(table.unversioned) if table.stamps else set())
    async with whole_county(pool, arguments[0]) as connection:
        found = await connection.fetch(f"SELECT * FROM {source}", *arguments)
    rows = {
        tuple(row[column] for column in table.key): {
            name: value for name, value in row.items() if name not in ignored
        }
        for row in found
    }
    assert len(rows) == len(found)  # one version of each
    return rows
