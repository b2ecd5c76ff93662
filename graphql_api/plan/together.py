"""The root fields of one operation, read together: where all of them are planned they go as one statement."""

from __future__ import annotations

import asyncio
from typing import Any

from graphql_api.read.reader import Make, Reader
from graphql_api.read.sources import Moment


class Together:
    """Waits for the statements of all root fields; they come in one turn of the event loop, if they come at all."""

    def __init__(self, roots: int) -> None:
        """``roots`` is the number of fields that may read."""
        self._roots = roots
        self.is_alone = roots == 1
        self._makes: list[Make] = []
        self._values: list[Any] | None = None
        self._lock = asyncio.Lock()

    async def read(self, reader: Reader, make: Make, moment: Moment | None = None) -> Any:
        """The value of one statement, None where it has no row; as of a moment, only where the field is alone."""
        number = len(self._makes)
        self._makes.append(make)
        if self._roots > 1:
            await asyncio.sleep(0)
        if len(self._makes) != self._roots:  # another field is resolved, or failed: all read in a snapshot
            rows = await reader.fetch(make, moment)
            return rows[0][0] if rows else None
        async with self._lock:
            if self._values is None:
                self._values = await reader.at_once(self._makes, moment)
        return self._values[number]
