"""Names of persons on their way into the table outside the log."""

from __future__ import annotations

from collections.abc import Sequence

from application.request import DisplayName
from event_store.connections import Connections


class DisplayNames:
    """Keeps a name just before the event that refers to it, and takes it back if that event never came."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, tenant_id: str, names: Sequence[DisplayName]) -> None:
        """Keep names; a name id that is known already stays as it is."""
        await self._connections.fetch(
            "SELECT people.put_display_names($1, $2, $3, $4)",
            tenant_id,
            [name.name_id for name in names],
            [name.member_id for name in names],
            [name.text for name in names],
        )

    async def discard(self, tenant_id: str, names: Sequence[DisplayName]) -> None:
        """Take names back, but for those that an event refers to."""
        await self._connections.fetch(
            "SELECT people.discard_display_names($1, $2)", tenant_id, [name.name_id for name in names]
        )
