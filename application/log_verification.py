"""Verifies a county's log against itself: everything the append promises, checked again from what is stored."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from application.aggregates import AGGREGATES
from domain.core import Aggregate
from event_store.envelope import decode_envelope, encode_envelope
from event_store.errors import UnknownEventError
from event_store.mapper import EVENTS
from event_store.records import RecordedEvent
from event_store.store import EventStore

BATCH = 2000  # events read at a time
PAGE = 10_000  # rows of the subject index read at a time
MOST_FINDINGS = 20  # named one by one; the rest is counted


_Index = defaultdict[UUID, "array[int]"]  # positions by subject


@dataclass(slots=True)
class LogVerification:
    """What was checked and what was found: a log in order has no findings."""

    tenant_id: str
    events: int = 0
    streams: int = 0
    subjects: int = 0
    findings: list[str] = field(default_factory=list)
    unnamed: int = 0  # findings beyond the first MOST_FINDINGS

    def find(self, text: str) -> None:
        """Note something that is not as promised."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(text)
        else:
            self.unnamed += 1

    @property
    def sound(self) -> bool:
        """Whether everything is as promised."""
        return not self.findings


async def verify_log(store: EventStore, tenant_id: str) -> LogVerification:
    """Check dense positions and versions, times, types, bytes and the subject index of one county's log.

    The head is read first: events appended meanwhile are left for the next time.
    """
    head = await store.head(tenant_id)
    result = LogVerification(tenant_id)
    streams: dict[UUID, Aggregate] = {}
    event_ids: set[UUID] = set()
    index: _Index = defaultdict(lambda: array("q"))
    last_recorded_at: datetime | None = None
    async for event in _events(store, tenant_id, head.last_position):
        result.events += 1
        if event.position != result.events:
            result.find(f"position {result.events} is missing: position {event.position} follows")
            result.events = event.position
        if event.event_id in event_ids:
            result.find(f"position {event.position}: event id {event.event_id} stands there a second time")
        event_ids.add(event.event_id)
        if last_recorded_at is not None and event.recorded_at < last_recorded_at:
            result.find(f"position {event.position}: recorded before the event that precedes it")
        last_recorded_at = event.recorded_at
        _check_event(event, streams, index, result)
    if result.events != head.last_position:
        result.find(f"the head says {head.last_position}, the last event is {result.events}")
    await _check_index(store, head.last_position, index, result)
    result.streams = len(streams)
    return result


def _check_event(
    event: RecordedEvent, streams: dict[UUID, Aggregate], index: _Index, result: LogVerification
) -> None:
    envelope = event.envelope()
    if decode_envelope(encode_envelope(envelope)) != envelope:
        result.find(f"position {event.position}: its envelope does not survive its canonical bytes")
    try:
        fact = event.domain_event
    except UnknownEventError as error:
        result.find(str(error))
        return
    if fact.class_version == event.schema_version and EVENTS.to_stored_event(fact).state != event.payload:
        result.find(f"position {event.position}: the payload is not in canonical form")
    if fact.STREAM_TYPE != event.stream_type:
        result.find(f"position {event.position}: {event.type} stands in a stream of type {event.stream_type}")
        return
    state = streams.get(event.stream_id)
    if state is None:
        state = streams[event.stream_id] = AGGREGATES[event.stream_type].empty(event.stream_id)
    if event.version != state.version + 1:
        result.find(f"position {event.position}: version {event.version} follows version {state.version}")
    state.evolve([fact])
    for subject_id in {*fact.subjects(), *state.concerns()}:
        index[subject_id].append(event.position)


async def _check_index(store: EventStore, up_to: int, index: _Index, result: LogVerification) -> None:
    """Compare the stored subject index, subject by subject, with the one that the events call for."""
    stored: defaultdict[UUID, array[int]] = defaultdict(lambda: array("q"))
    after: tuple[UUID, int] | None = None
    while page := await store.read_subject_index(result.tenant_id, after, PAGE):
        for subject_id, position in page:
            if position <= up_to:
                stored[subject_id].append(position)
        after = page[-1]
    result.subjects = len(stored)
    for subject_id in index.keys() | stored.keys():
        for position in set(index[subject_id]) ^ set(stored[subject_id]):
            result.find(f"position {position}: the subject index is wrong about {subject_id}")


async def _events(store: EventStore, tenant_id: str, up_to: int) -> AsyncIterator[RecordedEvent]:
    position = 0
    while position < up_to:
        batch = await store.read_log(tenant_id, position, BATCH, up_to)
        if not batch:
            return
        for event in batch:
            yield event
        position = batch[-1].position
