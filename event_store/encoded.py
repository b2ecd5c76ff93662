"""An event ready to be stored: the library's stored event with the whole header."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from domain.core import Occurred


@dataclass(frozen=True)
class EncodedEvent(StoredEvent):
    """The library's four fields (stream, version, topic, state: the payload) and the rest of the header."""

    originator_id: UUID  # narrower than the library's UUID | str
    event_id: UUID
    stream_type: str
    schema_version: int
    occurred_at: Occurred
    reason: str | None
