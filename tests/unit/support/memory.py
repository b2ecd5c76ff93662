"""A log in memory: handlers and process managers run on it without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from types import SimpleNamespace
from typing import TypeVar, cast
from uuid import UUID

from application.handlers import HANDLERS
from application.session import Session
from domain.core import Accepted, Aggregate, Decision, DomainEvent
from domain.core.command import Command
from domain.core.context import Context
from event_store.picking import Pick
from event_store.records import RecordedEvent

A = TypeVar("A", bound=Aggregate)


class MemoryLog:
    """Streams of events, and which streams concern whom."""

    def __init__(self) -> None:
        self.streams: dict[UUID, list[DomainEvent]] = {}
        self.subjects: dict[UUID, set[UUID]] = defaultdict(set)
        self.states: dict[UUID, Aggregate] = {}

    @property
    def size(self) -> int:
        """Events in all."""
        return sum(len(stream) for stream in self.streams.values())

    def streams_of(self, subject_id: UUID, stream_type: str) -> list[UUID]:
        """Streams of that type that concern a person or organisation."""
        ids = sorted(self.subjects[subject_id])
        return [id_ for id_ in ids if stream_type == self.streams[id_][0].STREAM_TYPE]

    async def run(self, command: Command, context: Context) -> Decision:
        """Decide the command; append what follows, each event as the next of its stream."""
        session = MemorySession(self, context)
        decision = await HANDLERS[type(command)](command, cast("Session", session))
        if isinstance(decision, Accepted):
            for event in decision.events:
                self._append(event, session)
        return decision

    def _append(self, event: DomainEvent, session: MemorySession) -> None:
        stream = self.streams.setdefault(event.originator_id, [])
        assert event.originator_version == len(stream) + 1
        assert event.originator_id in session.loaded, "events only of streams that were read"
        stream.append(event)
        state = session.loaded[event.originator_id].evolve([event])
        self.states[event.originator_id] = state
        for subject_id in (*event.subjects(), *state.concerns()):
            self.subjects[subject_id].add(event.originator_id)


class MemoryStore:
    """As event_store.store.EventStore, as far as process managers use it."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log

    async def read_streams(
        self, tenant_id: str, stream_ids: Iterable[UUID], pick: Pick | None = None
    ) -> dict[UUID, list[RecordedEvent]]:
        return {
            stream_id: [
                recorded(event)
                for event in self._log.streams.get(stream_id, [])
                if pick is None or event.TOPIC in pick.types
            ]
            for stream_id in stream_ids
        }

    async def read_subjects(
        self, tenant_id: str, subject_ids: Iterable[UUID], pick: Pick
    ) -> dict[UUID, list[RecordedEvent]]:
        return {
            subject_id: [
                recorded(event)
                for stream_id in self._log.subjects[subject_id]
                for event in self._log.streams[stream_id]
                if event.TOPIC in pick.types and subject_id in event.subjects()
            ]
            for subject_id in subject_ids
        }

    async def streams_of_subjects(
        self, tenant_id: str, subject_ids: Iterable[UUID], stream_type: str
    ) -> dict[UUID, list[UUID]]:
        return {subject_id: self._log.streams_of(subject_id, stream_type) for subject_id in subject_ids}


def recorded(event: DomainEvent) -> RecordedEvent:
    """An event with as much of its envelope as process managers look at."""
    envelope = SimpleNamespace(
        tenant_id="county",
        stream_id=event.originator_id,
        event_id=event.event_id,
        position=1,
        version=event.originator_version,
        domain_event=event,
        actor="account:county_secretary",
    )
    return cast("RecordedEvent", envelope)


class MemorySession:
    """As application.session.Session, as far as handlers use it."""

    def __init__(self, log: MemoryLog, context: Context) -> None:
        self.context = context
        self.loaded: dict[UUID, Aggregate] = {}
        self._log = log

    async def load(self, cls: type[A], stream_id: UUID) -> A:
        return (await self.load_many(cls, [stream_id]))[stream_id]

    async def load_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        found: dict[UUID, A] = {}
        for stream_id in stream_ids:
            events = self._log.streams.get(stream_id, [])
            fits = events and events[0].STREAM_TYPE == cls.STREAM_TYPE
            found[stream_id] = cls.fold(stream_id, events if fits else [])
            self.loaded[stream_id] = found[stream_id]
        return found

    async def recorded(self, event_id: UUID) -> RecordedEvent | None:
        events = (event for stream in self._log.streams.values() for event in stream)
        return next((recorded(event) for event in events if event.event_id == event_id), None)

    async def recorded_many(self, event_ids: Collection[UUID]) -> list[RecordedEvent]:
        events = (event for stream in self._log.streams.values() for event in stream)
        return [recorded(event) for event in events if event.event_id in event_ids]

    async def streams_of(self, subject_id: UUID, cls: type[A]) -> list[A]:
        return await self.streams_of_any([subject_id], cls)

    async def streams_of_any(self, subject_ids: Iterable[UUID], cls: type[A]) -> list[A]:
        ids = {id_ for subject_id in subject_ids for id_ in self._log.streams_of(subject_id, cls.STREAM_TYPE)}
        return list((await self.load_many(cls, sorted(ids))).values())
