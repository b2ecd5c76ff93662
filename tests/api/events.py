"""Events of the county under test, as corrections name them."""

from __future__ import annotations

from uuid import UUID

from tests.api.client import TENANT, Api, key_of


async def event_of(api: Api, stream: str | UUID, type_: str) -> str:
    """UUID of the last event of a type in a stream, which is known by its id or by the global id of its entity."""
    stream_id = stream if isinstance(stream, UUID) else key_of(stream)
    events = await api.store.read_stream(TENANT, stream_id)
    return str([event.event_id for event in events if event.type == type_][-1])
