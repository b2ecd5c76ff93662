"""An event of which this version of the program knows nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import asyncpg

from domain.core.ids import uuid7
from gridledger.embedded_postgres import SUPERUSER
from tests.support.postgres import Database


async def append_unknown_event(database: Database, tenant: str) -> None:
    """As a newer version of the program would have."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    try:
        await connection.execute(
            """WITH head AS (
                   UPDATE event_store.tenant_head SET last_position = last_position + 1
                    WHERE tenant_id = $1 RETURNING last_position
               )
               INSERT INTO event_store.event
               SELECT $1, last_position, $2, 'meeting', $3, 1, 'meeting.teleported', 1, '2026-01-05', $4,
                      'account:1', 'INTEGRATOR', NULL, NULL, $2, $2, NULL, NULL, 'tests', NULL, NULL, '{}'
                 FROM head""",
            tenant,
            uuid7(),
            uuid7(),
            datetime.now(UTC),
        )
    finally:
        await connection.close()
