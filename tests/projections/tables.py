"""Reads read models as they stand, for comparison."""

from __future__ import annotations

from typing import Any

from event_store.pool import Pool
from projections.contributions import COUNTERS
from projections.framework.table import Table
from projections.registry import READ_MODELS
from tests.projections.recount import Recount, Rows
from tests.support.entered import whole_county

TABLES = {table.name: table for model in READ_MODELS for table in model.tables}


async def all_rows(pool: Pool, tenant: str) -> dict[str, Rows]:
    """Every row of every table of a county, by table and key."""
    return {name: await rows_of(pool, tenant, table) for name, table in TABLES.items()}


async def rows_of(pool: Pool, tenant: str, table: Table) -> Rows:
    async with whole_county(pool, tenant) as connection:
        found = await connection.fetch(
            f"SELECT {', '.join(table.types)} FROM read_model.{table.name} WHERE tenant_id = $1", tenant
        )
    return {tuple(row[column] for column in table.key): dict(row) for row in found}


def faults(live: dict[str, Rows], recount: Recount) -> list[str]:
    """What the live rows say otherwise than the recount: a line a row and column, the first of each table."""
    return [fault for name, rows in recount.tables().items() for fault in _faults(name, live[name], rows)[:5]]


def _faults(name: str, live: Rows, recounted: Rows) -> list[str]:
    found = []
    for key in live.keys() | recounted.keys():
        if key not in live:
            found.append(f"{name} {key}: missing")
        elif key not in recounted:
            if not (name in ("rollup", "rollup_day") and _is_nought(live[key])):
                found.append(f"{name} {key}: should not be there")
        else:
            found += [
                f"{name} {key}: {column} is {live[key][column]!r}, recounted {value!r}"
                for column, value in recounted[key].items()
                if live[key][column] != value
            ]
    return found


def _is_nought(rollup: dict[str, Any]) -> bool:
    return not any(rollup[counter] for counter in COUNTERS)
