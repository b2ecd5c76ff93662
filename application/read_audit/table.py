"""Where readings are kept: a table that only its own function writes, and the application's role cannot change."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from application.read_audit.reading import Reading
from event_store.connections import Connections


class ReadingTable:
    """Keeps readings."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Keep readings by one statement, all or none; those that are kept already stay as they are.

        Raises EventStoreError.
        """
        written = orjson.dumps(list(readings)).decode()
        await self._connections.fetch("SELECT read_audit.write($1)", written)
