"""Where readings are kept: a table that only its own function writes, and the application's role cannot change."""

from __future__ import annotations

from collections.abc import Sequence

from application.read_audit.reading import Written
from event_store.connections import Connections
from event_store.errors import MalformedAppendError


class ReadingRefusedError(Exception):
    """The database refuses the records for what they hold, and would do so again."""

    def __init__(self, code: str) -> None:
        """``code`` is the SQLSTATE."""
        self.code = code
        super().__init__(code)


class ReadingTable:
    """Keeps readings."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, readings: Sequence[Written]) -> None:
        """Keep readings by one statement, all or none; those that are kept already stay as they are.

        Raises ReadingRefusedError, and EventStoreError for what may be otherwise the next time.
        """
        written = b"[" + b",".join([reading.json for reading in readings]) + b"]"
        try:
            await self._connections.fetch("SELECT read_audit.write($1)", written.decode())
        except MalformedAppendError as error:
            raise ReadingRefusedError(error.code) from error
