"""Names of persons on their way into the table outside the log."""

from __future__ import annotations

from collections.abc import Iterable

from application.request import DisplayName
from event_store.connections import Connections


class DisplayNames:
    """Keeps a name just before the event that refers to it, and takes it back if that event never came."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, tenant_id: str, names: Iterable[DisplayName | None]) -> None:
        """Keep names, where there are any; a name id that is known already stays as it is."""
        kept = [name for name in names if name]
        if not kept:
            return
        await self._connections.fetch(
            "SELECT people.put_display_names($1, $2, $3, $4)",
            tenant_id,
            [name.name_id for name in kept],
            [name.member_id for name in kept],
            [name.text for name in kept],
        )

    async def discard(self, tenant_id: str, names: Iterable[DisplayName | None]) -> None:
        """Take names back, where there are any, but for those that an event refers to."""
        name_ids = [name.name_id for name in names if name]
        if name_ids:
            await self._connections.fetch("SELECT people.discard_display_names($1, $2)", tenant_id, name_ids)
