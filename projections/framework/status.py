"""Where the read models of every county stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from projections.framework.checkpoint import PROJECTION

if TYPE_CHECKING:
    from event_store.pool import Connection

_STATUS = """
SELECT h.tenant_id, coalesce(c.position, 0) AS position, h.last_position AS head,
       h.last_position - coalesce(c.position, 0) AS lag,
       (SELECT count(*) FROM read_model.parked AS p WHERE p.tenant_id = h.tenant_id) AS parked, c.updated_at, c.error
  FROM event_store.tenant_head AS h
  LEFT JOIN read_model.checkpoint AS c ON c.tenant_id = h.tenant_id AND c.projection = $1
 ORDER BY h.tenant_id"""


@dataclass(frozen=True, slots=True)
class ProjectionStatus:
    """``lag`` counts the events not yet folded, ``parked`` the streams that are passed over.

    ``error`` says why the whole county stopped, None while it runs.
    """

    tenant_id: str
    position: int
    head: int
    lag: int
    parked: int
    updated_at: datetime | None
    error: str | None


async def projection_status(connection: Connection) -> list[ProjectionStatus]:
    """One entry a county, in byte order of the tenant id."""
    return [ProjectionStatus(**row) for row in await connection.fetch(_STATUS, PROJECTION)]
