"""Registered documents, as the database has them (migration 0008)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from event_store.connections import Connections
from graphql_api.kept import Kept

BELIEVED_SECONDS = 10.0  # of a document that was found; so long one that was removed may be asked for still
KEPT_CHARACTERS = 4 * 1024 * 1024

_FIND = "SELECT name, body FROM trusted.document WHERE sha256 = $1"


class TrustedDocument(NamedTuple):
    """A document whose hash was registered; ``name`` is for people."""

    name: str
    text: str


class TrustedDocuments:
    """Finds documents by their hash. ``now`` counts seconds and never goes back."""

    def __init__(self, connections: Connections, *, now: Callable[[], float] = time.monotonic) -> None:
        self._connections = connections
        self._now = now
        self._kept: Kept[str, tuple[TrustedDocument, float]] = Kept(KEPT_CHARACTERS)

    async def find(self, sha256: str) -> TrustedDocument | None:
        """The document with this hash, in base 16 and lower case. Raises EventStoreError."""
        kept = self._kept.get(sha256)
        if kept is not None and self._now() < kept[1]:
            return kept[0]
        rows = await self._connections.fetch(_FIND, sha256)
        if not rows:
            return None
        found = TrustedDocument(rows[0]["name"], rows[0]["body"])
        self._kept.put(sha256, (found, self._now() + BELIEVED_SECONDS), len(found.text))
        return found
