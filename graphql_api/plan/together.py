"""The root fields of one operation, read together: where all of them are planned they go as one statement."""

from __future__ import annotations

import asyncio
from typing import Any

from graphql_api.read.at_once import Ask, AtOnce, Found
from graphql_api.read.reader import Reader


class Together:
    """Waits for what all root fields ask; it comes in one turn of the event loop, if it comes at all."""

    def __init__(self, roots: int) -> None:
        """``roots`` is the number of fields that may read."""
        self._roots = roots
        self._asks: list[Ask] = []
        self._found: list[Found] | None = None
        self._lock = asyncio.Lock()

    async def read(self, reader: Reader, ask: Ask) -> Any:
        """What one field asks for. Raises BadUserInputError for a time that lies ahead."""
        number = len(self._asks)
        self._asks.append(ask)
        if self._roots > 1:
            await asyncio.sleep(0)
        if len(self._asks) != self._roots:  # another field is resolved, or failed: all read in a snapshot
            return await reader.value(ask)
        async with self._lock:
            if self._found is None and reader.is_untouched:
                self._found = await reader.at_once(AtOnce(self._asks))
        if self._found is None:
            return await reader.value(ask)
        return reader.value_of(ask, self._found[number])
