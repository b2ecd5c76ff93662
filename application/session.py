"""One try at one command: the streams it read, at the versions it read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from application.aggregates import AGGREGATES
from domain.core import Aggregate, DomainEvent
from domain.core.context import Context
from event_store.store import EventStore

A = TypeVar("A", bound=Aggregate)


class StreamCache:
    """State of the streams in use by a run of commands that are decided one after the other."""

    def __init__(self, store: EventStore, tenant_id: str) -> None:
        self._store = store
        self._tenant_id = tenant_id
        self._states: dict[UUID, Aggregate] = {}  # each of the type that its stream has
        self._subject_streams: dict[tuple[UUID, str], set[UUID]] = {}

    async def get_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        """State of each stream as a ``cls``; an unknown stream, or one of another type, is empty at version 0."""
        wanted = list(dict.fromkeys(stream_ids))
        missing = [id_ for id_ in wanted if id_ not in self._states]
        for stream_id, events in (await self._store.read_streams(self._tenant_id, missing)).items():
            of_type = AGGREGATES[events[0].stream_type] if events else cls
            self._states[stream_id] = of_type.fold(stream_id, (event.domain_event for event in events))
        return {stream_id: self._as(cls, stream_id) for stream_id in wanted}

    async def read_ahead(self, stream_ids: Iterable[UUID]) -> None:
        """Read streams that will be asked for in one statement, where each would take one of its own."""
        await self.get_many(Aggregate, stream_ids)

    def _as(self, cls: type[A], stream_id: UUID) -> A:
        state = self._states[stream_id]
        if isinstance(state, cls):
            return state
        empty = cls.empty(stream_id)
        if not state.exists:
            self._states[stream_id] = empty  # asked for as another type before, and free to become this one
        return empty

    def version_of(self, stream_id: UUID) -> int:
        """The version of a stream that was asked for, whatever its type."""
        return self._states[stream_id].version

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


class Session:
    """What a handler works with: it loads state, and remembers each version it read, to be checked at the append."""

    def __init__(self, streams: StreamCache, context: Context) -> None:
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
