"""Verifies a county's log against itself: everything the append promises, checked again from what is stored."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
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

    A log that was changed throughout, so that it agrees with itself, passes: only a party outside the database that
    holds earlier checkpoints can tell. The head is read first: events appended meanwhile are left for the next time.
    """
    head = await store.head(tenant_id)
    check = _Check(LogVerification(tenant_id))
    async for event in _events(store, tenant_id, head.last_position):
        check.event(event)
    result = check.result
    if result.events != head.last_position:
        result.find(f"the head says {head.last_position}, the last event is {result.events}")
    if head.last_recorded_at is not None and check.last_recorded_at > head.last_recorded_at:
        result.find(f"position {result.events}: recorded after the time that the head says")
    beyond = await store.read_log(tenant_id, head.last_position, 1)
    if (
        beyond and beyond[0].position > (await store.head(tenant_id)).last_position
    ):  # not one appended meanwhile
        result.find(f"position {beyond[0].position} stands beyond the head")
    await _check_index(store, head.last_position, check)
    result.streams = len(check.versions)
    return result


class _Check:
    """What the log has said up to some position, and what was found."""

    def __init__(self, result: LogVerification) -> None:
        self.result = result
        self.last_recorded_at = datetime.min.replace(tzinfo=UTC)
        self.versions: dict[UUID, int] = {}
        self.index: _Index = defaultdict(lambda: array("q"))
        self.unfolded: set[int] = set()  # positions whose subjects cannot be told
        self._states: dict[UUID, Aggregate | None] = {}  # None: it does not fold
        self._event_ids: set[UUID] = set()

    def event(self, event: RecordedEvent) -> None:
        """Check the next event."""
        result = self.result
        result.events += 1
        if event.position != result.events:
            result.find(f"position {result.events} is missing: position {event.position} follows")
            result.events = event.position
        if event.event_id in self._event_ids:
            result.find(f"position {event.position}: event id {event.event_id} stands there a second time")
        self._event_ids.add(event.event_id)
        if event.recorded_at < self.last_recorded_at:
            result.find(f"position {event.position}: recorded before the event that precedes it")
        self.last_recorded_at = event.recorded_at
        version = self.versions.get(event.stream_id, 0)
        if event.version != version + 1:
            result.find(f"position {event.position}: version {event.version} follows version {version}")
        self.versions[event.stream_id] = event.version
        if not (_reads(event, result) and self._folds(event)):
            self.unfolded.add(event.position)

    def _folds(self, event: RecordedEvent) -> bool:
        """Apply the event to its stream's state and note its subjects; False once a stream does not fold."""
        fact = event.domain_event
        if event.stream_id not in self._states:
            self._states[event.stream_id] = AGGREGATES[fact.STREAM_TYPE].empty(event.stream_id)
        state = self._states[event.stream_id]
        if state is None:
            return False
        if state.STREAM_TYPE != fact.STREAM_TYPE:
            self.result.find(
                f"position {event.position}: {event.type} does not fold in a {state.STREAM_TYPE}"
            )
            return False
        try:
            state.evolve([fact])
        except Exception as error:  # noqa: BLE001 - applying checks nothing: what a changed log makes of it may be any
            self.result.find(
                f"position {event.position}: {event.type} does not fold ({type(error).__name__}: {error})"
            )
            self._states[event.stream_id] = None
            return False
        for subject_id in {*fact.subjects(), *state.concerns()}:
            self.index[subject_id].append(event.position)
        return True


def _reads(event: RecordedEvent, result: LogVerification) -> bool:
    """Whether the event is what its bytes, its type and its envelope say."""
    try:
        envelope = event.envelope()
        if decode_envelope(encode_envelope(envelope)) != envelope:
            result.find(f"position {event.position}: its envelope does not survive its canonical bytes")
        fact = event.domain_event
    except UnknownEventError as error:
        result.find(str(error))
        return False
    except ValueError as error:
        result.find(f"position {event.position}: its envelope is malformed ({error})")
        return False
    if fact.class_version == event.schema_version and EVENTS.to_stored_event(fact).state != event.payload:
        result.find(f"position {event.position}: the payload is not in canonical form")
    if event.stream_type != fact.STREAM_TYPE:
        result.find(f"position {event.position}: {event.type} stands in a stream of type {event.stream_type}")
    return event.stream_type == fact.STREAM_TYPE


async def _check_index(store: EventStore, up_to: int, check: _Check) -> None:
    """Compare the stored subject index, subject by subject, with the one that the events call for."""
    stored: _Index = defaultdict(lambda: array("q"))
    after: tuple[UUID, int] | None = None
    while page := await store.read_subject_index(check.result.tenant_id, after, PAGE):
        for subject_id, position in page:
            if position <= up_to:
                stored[subject_id].append(position)
        after = page[-1]
    check.result.subjects = len(stored)
    for subject_id in sorted(check.index.keys() | stored.keys()):
        wrong = set(check.index.get(subject_id, ())) ^ set(stored.get(subject_id, ()))
        for position in sorted(wrong - check.unfolded):
            check.result.find(f"position {position}: the subject index is wrong about {subject_id}")


async def _events(store: EventStore, tenant_id: str, up_to: int) -> AsyncIterator[RecordedEvent]:
    position = 0
    while position < up_to:
        batch = await store.read_log(tenant_id, position, BATCH, up_to)
        if not batch:
            return
        for event in batch:
            yield event
        position = batch[-1].position
