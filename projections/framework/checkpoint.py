"""How far the read models of a county have come. Whoever holds the row's lock owns them.

All read models of a county stand at one position, so that they may read each other's rows as of the very
event they fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from event_store.entering import ENTERED

if TYPE_CHECKING:
    import asyncpg

    from event_store.pool import Connection

PROJECTION = "read_models"
NEVER = datetime.min.replace(tzinfo=UTC)

_MAKE = """
INSERT INTO read_model.checkpoint (tenant_id, projection) VALUES ($1, $2) ON CONFLICT DO NOTHING"""
_READ = """
SELECT position, updated_at FROM read_model.checkpoint WHERE tenant_id = $1 AND projection = $2"""
_LOOK = f"{_READ} AND {ENTERED}"  # also by a role that row security holds to a county
_OWN_WAITING = f"{_READ} FOR UPDATE"
_OWN = f"{_READ} FOR UPDATE SKIP LOCKED"
_ADVANCE = """
UPDATE read_model.checkpoint SET position = $3, updated_at = $4, error = NULL
 WHERE tenant_id = $1 AND projection = $2"""
_NOW = "SELECT clock_timestamp()"
_STOP = """
UPDATE read_model.checkpoint SET error = $4
 WHERE tenant_id = $1 AND projection = $2 AND position = $3 AND error IS DISTINCT FROM $4"""
_LAGGING = """
SELECT h.tenant_id
  FROM event_store.tenant_head AS h
  LEFT JOIN read_model.checkpoint AS c ON c.tenant_id = h.tenant_id AND c.projection = $1
 WHERE h.last_position > coalesce(c.position, 0)
 ORDER BY h.tenant_id"""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``updated_at`` tells two writings of one position apart: rows in memory are true to the last."""

    position: int
    updated_at: datetime


async def make(connection: Connection, tenant: str) -> None:
    """Make a county's checkpoint unless there is one. Outside any transaction: nobody waits for it."""
    await connection.execute(_MAKE, tenant, PROJECTION)


async def own(connection: Connection, tenant: str, *, wait: bool = False) -> Checkpoint | None:
    """Lock a county's read models to the end of the transaction.

    None if there is no checkpoint, or if others have it and we do not ``wait``.
    """
    row = await connection.fetchrow(_OWN_WAITING if wait else _OWN, tenant, PROJECTION)
    return None if row is None else Checkpoint(row["position"], row["updated_at"])


async def read(connection: Connection, tenant: str) -> Checkpoint | None:
    """The checkpoint as this transaction sees it, without a lock; None before the first."""
    row = await connection.fetchrow(_LOOK, tenant, PROJECTION)
    return None if row is None else Checkpoint(row["position"], row["updated_at"])


async def position(connection: Connection, tenant: str) -> int:
    """The last position that the read models reflect; 0 before the first."""
    found = await read(connection, tenant)
    return found.position if found else 0


async def advance(connection: Connection, tenant: str, to: int) -> Checkpoint:
    """Write the position that the rows of this transaction reflect, and that nothing stopped them."""
    # Not now() in the UPDATE: Citus refuses volatile functions there.
    now = cast("datetime", await connection.fetchval(_NOW))
    await connection.execute(_ADVANCE, tenant, PROJECTION, to, now)
    return Checkpoint(to, now)


async def stop(connection: Connection, tenant: str, at: int, error: str) -> None:
    """Write why the read models stopped, unless someone else has carried them on since."""
    await make(connection, tenant)
    await connection.execute(_STOP, tenant, PROJECTION, at, error)


async def lagging(connection: Connection) -> list[str]:
    """Counties whose log is ahead of their read models, also those that have none yet."""
    rows: list[asyncpg.Record] = await connection.fetch(_LAGGING, PROJECTION)
    return [row["tenant_id"] for row in rows]
