"""Where readings are kept: a table that only its own function writes, and the application's role cannot change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import orjson

from application.read_audit.reading import Reading
from event_store.connections import Connections

_COLUMNS = [field.name for field in fields(Reading) if field.name != "marks"]


class ReadingTable:
    """Keeps readings."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Keep readings by one statement, all or none; those that are kept already stay as they are.

        Raises EventStoreError.
        """
        written = orjson.dumps([_written(reading) for reading in readings]).decode()
        await self._connections.fetch("SELECT read_audit.write($1)", written)


def _written(reading: Reading) -> dict[str, Any]:
    """A record as the function reads it; marks need no escaping, and there may be thousands."""
    marks = b'["' + b'","'.join(reading.marks) + b'"]' if reading.marks else b"[]"
    return {**{name: getattr(reading, name) for name in _COLUMNS}, "marks": orjson.Fragment(marks)}
