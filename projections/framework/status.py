"""Where the read models of every county stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from projections.framework.checkpoint import PROJECTION

if TYPE_CHECKING:
    from event_store.pool import Connection

# Past row security, since whoever watches the service belongs to no county.
_STATUS = """
SELECT tenant_id, position, head, head - position AS lag, parked, updated_at, error FROM read_model.progress($1)"""


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
