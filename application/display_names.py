"""Names of persons on their way into the table outside the log."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from application.request import DisplayName
from event_store.errors import database_errors


class DisplayNames:
    """Keeps a name just before the event that refers to it, and takes it back if that event never came."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def keep(self, tenant_id: str, names: Sequence[DisplayName]) -> None:
        """Keep names; a name id that is known already stays as it is."""
        with database_errors():
            await self._pool.execute(
                "SELECT people.put_display_names($1, $2, $3, $4)",
                tenant_id,
                [name.name_id for name in names],
                [name.member_id for name in names],
                [name.text for name in names],
            )

    async def discard(self, tenant_id: str, names: Sequence[DisplayName]) -> None:
        """Take names back, of persons whom no event concerns."""
        with database_errors():
            await self._pool.execute(
                "SELECT people.discard_display_names($1, $2)", tenant_id, [name.name_id for name in names]
            )
