"""One try at one command: the streams it read, at the versions it read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from application.actor import Actor
from domain.core import Aggregate, DomainEvent
from domain.core.context import Context
from event_store.store import EventStore

A = TypeVar("A", bound=Aggregate)


class StreamCache:
    """State of the streams in use by a run of commands that are decided one after the other."""

    def __init__(self, store: EventStore, tenant_id: str) -> None:
        self._store = store
        self._tenant_id = tenant_id
        self._states: dict[UUID, Aggregate] = {}
        self._other_types: dict[UUID, int] = {}  # streams of another type than was asked for: their version
        self._subject_streams: dict[tuple[UUID, str], set[UUID]] = {}

    async def get_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        """State of each stream as a ``cls``; an unknown stream, or one of another type, is empty at version 0."""
        wanted = list(dict.fromkeys(stream_ids))
        missing = [id_ for id_ in wanted if id_ not in self._states and id_ not in self._other_types]
        if missing:
            streams = await self._store.read_streams(self._tenant_id, missing)
            for stream_id in missing:
                events = streams.get(stream_id, [])
                if not events or events[0].stream_type == cls.STREAM_TYPE:
                    self._states[stream_id] = cls.fold(stream_id, (event.domain_event for event in events))
                else:
                    self._other_types[stream_id] = len(events)
        found: dict[UUID, A] = {}
        for stream_id in wanted:
            state = self._states.get(stream_id)
            found[stream_id] = state if isinstance(state, cls) else cls.empty(stream_id)
        return found

    def version_of(self, stream_id: UUID) -> int:
        """The version of a stream that was asked for, whatever its type."""
        state = self._states.get(stream_id)
        return self._other_types.get(stream_id, 0) if state is None else state.version

    async def ids_of(self, subject_id: UUID, cls: type[Aggregate]) -> set[UUID]:
        """Ids of the streams of that type with an event that concerns ``subject_id``."""
        key = (subject_id, cls.STREAM_TYPE)
        if key not in self._subject_streams:
            ids = await self._store.streams_of_subject(self._tenant_id, subject_id, cls.STREAM_TYPE)
            self._subject_streams[key] = set(ids)
        return self._subject_streams[key]

    def evolve(self, event: DomainEvent) -> tuple[UUID, ...]:
        """Apply an event that was decided; returns every subject that it concerns."""
        state = self._states[event.originator_id]
        state.evolve([event])
        subjects = tuple(dict.fromkeys((*event.subjects(), *state.concerns())))
        for subject_id in subjects:
            known = self._subject_streams.get((subject_id, event.STREAM_TYPE))
            if known is not None:
                known.add(event.originator_id)
        return subjects

    def forget(self, stream_ids: Iterable[UUID]) -> None:
        """Drop states that turned out stale, and what is known about subjects."""
        for stream_id in stream_ids:
            self._states.pop(stream_id, None)
            self._other_types.pop(stream_id, None)
        self._subject_streams.clear()


class Session:
    """What a handler works with: it loads state, and remembers each version it read, to be checked at the append."""

    def __init__(self, streams: StreamCache, actor: Actor, context: Context) -> None:
        self.actor = actor
        self.context = context
        self.reads: dict[UUID, int] = {}
        self.loaded: dict[UUID, Aggregate] = {}
        self._streams = streams

    async def load(self, cls: type[A], stream_id: UUID) -> A:
        """State of one stream; empty at version 0 if there is none of that type."""
        return (await self.load_many(cls, [stream_id]))[stream_id]

    async def load_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        """State of many streams of one type, by id."""
        states = await self._streams.get_many(cls, stream_ids)
        for stream_id, state in states.items():
            self.reads[stream_id] = self._streams.version_of(stream_id)
            self.loaded[stream_id] = state
        return states

    async def streams_of(self, subject_id: UUID, cls: type[A]) -> list[A]:
        """Every stream of that type that concerns a person or organisation, oldest id first."""
        ids = sorted(await self._streams.ids_of(subject_id, cls))
        return list((await self.load_many(cls, ids)).values())

