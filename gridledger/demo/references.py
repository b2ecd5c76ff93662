"""Finds the events that corrections name, by reading the log as any client may."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from event_store.records import RecordedEvent
from event_store.store import EventStore
from gridledger.demo.steps import EventRef


class References:
    """Event ids by reference, for one run of steps."""

    def __init__(self, store: EventStore, tenant_id: str) -> None:
        self._store = store
        self._tenant_id = tenant_id
        self._streams: dict[UUID, list[RecordedEvent]] = {}

    async def read(self, refs: Iterable[EventRef]) -> None:
        """Read the streams of these references, in one statement."""
        self._streams = await self._store.read_streams(self._tenant_id, {ref.stream_id for ref in refs})

    def event_id(self, ref: EventRef) -> UUID:
        """The id of the event; LookupError if the log has none there."""
        events = [event for event in self._streams[ref.stream_id] if event.topic == ref.topic]
        if ref.number >= len(events):
            raise LookupError(f"stream {ref.stream_id} has no {ref.topic} number {ref.number}")
        return events[ref.number].event_id
