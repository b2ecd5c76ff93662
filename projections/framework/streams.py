"""Streams as they were at an event, for handlers that need more than rows."""

from __future__ import annotations

from uuid import UUID

from domain.core import DomainEvent
from event_store.reading import LogReader
from projections.framework.rows import StreamHistory


def history_of(log: LogReader, tenant: str) -> StreamHistory:
    """Reads a stream of the county up to a version."""

    async def history(stream_id: UUID, up_to_version: int) -> list[DomainEvent]:
        records = await log.read_stream(tenant, stream_id)
        return [record.domain_event for record in records[:up_to_version]]

    return history
