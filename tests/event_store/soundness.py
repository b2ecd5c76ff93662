"""What holds of every log, whatever happened to its writers."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from uuid import UUID

from event_store.reading import LogReader
from event_store.records import RecordedEvent


async def sound_log(reader: LogReader, tenant: str) -> list[RecordedEvent]:
    """The whole log, after checking positions, versions, ids and times."""
    log: list[RecordedEvent] = []
    before = await reader.head(tenant)  # others may go on writing meanwhile
    while events := await reader.read_log(tenant, len(log), 10_000):
        log.extend(events)
    assert [event.position for event in log] == list(range(1, len(log) + 1))
    versions: defaultdict[UUID, list[int]] = defaultdict(list)
    for event in log:
        versions[event.stream_id].append(event.version)
    assert all(found == list(range(1, len(found) + 1)) for found in versions.values())
    assert len({event.event_id for event in log}) == len(log)
    assert all(one.recorded_at <= next_one.recorded_at for one, next_one in pairwise(log))
    after = await reader.head(tenant)
    assert before.last_position <= len(log) <= after.last_position
    return log
