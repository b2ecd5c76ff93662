"""Reading tables as a role that row security holds to a county."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from application.access import FieldGroup

if TYPE_CHECKING:
    from event_store.pool import Connection, Pool

ALL_OF_IT = "".join(f"\n{group}=/" for group in FieldGroup)


@asynccontextmanager
async def whole_county(pool: Pool, tenant: str) -> AsyncIterator[Connection]:
    """A connection in a transaction that has entered the county as one who sees all of it."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('gridledger.entered', $1 || $2, true)", tenant, ALL_OF_IT)
        yield connection
