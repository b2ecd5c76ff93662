"""Tables of the session alone, shaped like the live ones: where a rebuild folds, unseen by any reader.

They are temporary tables: no privilege in the schema of the read models is needed, nothing is left behind by
a crash, and the fold's statements are the same but for the schema.
"""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from projections.framework.storage import LIVE
from projections.framework.table import History, Table

if TYPE_CHECKING:
    from event_store.pool import Connection

STAGING = "pg_temp"
LONG_SECONDS = 3600.0  # for statements over a whole county


@asynccontextmanager
async def staged(connection: Connection, tables: Sequence[Table]) -> AsyncIterator[None]:
    """Empty staging tables until the end of the block, with those primary keys only that are asked for."""
    try:
        for table in tables:
            # Rows that never change are written, and looked for by nobody until all is compared.
            key = "" if table.history is History.APPENDED else f", PRIMARY KEY ({_key(table)})"
            await connection.execute(
                f"CREATE TEMPORARY TABLE {table.name} (LIKE {LIVE}.{table.name} INCLUDING DEFAULTS{key})"
            )
        yield
    finally:
        # The connection goes back to a pool that resets nothing.
        if not connection.is_closed():
            names = ", ".join(f"{STAGING}.{table.name}" for table in tables)
            await connection.execute(f"DROP TABLE IF EXISTS {names}")


async def analyse(connection: Connection, tables: Sequence[Table]) -> None:
    """Tell the planner how the staging tables have grown: autovacuum does not see them.

    The keys are enough, since nothing else is looked for.
    """
    for table in tables:
        await connection.execute(f"ANALYZE {STAGING}.{table.name} ({_key(table)})", timeout=LONG_SECONDS)


def _key(table: Table) -> str:
    return ", ".join(("tenant_id", *table.key))


async def replace(connection: Connection, tenant: str, table: Table) -> None:
    """Put the staged rows of a county in the place of the live ones; readers see either all or none."""
    names = ", ".join(("tenant_id", *table.types))
    await connection.execute(
        f"DELETE FROM {LIVE}.{table.name} WHERE tenant_id = $1", tenant, timeout=LONG_SECONDS
    )
    await connection.execute(
        f"INSERT INTO {LIVE}.{table.name} ({names}) "
        f"SELECT {names} FROM {STAGING}.{table.name} WHERE tenant_id = $1",
        tenant,
        timeout=LONG_SECONDS,
    )
