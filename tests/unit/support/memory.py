"""A log in memory, with a session over it: handlers run without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar, cast
from uuid import UUID

from application.handlers import HANDLERS
from application.session import Session
from domain.core import Accepted, Aggregate, Decision, DomainEvent
from domain.core.command import Command
from domain.core.context import Context

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

    async def streams_of(self, subject_id: UUID, cls: type[A]) -> list[A]:
        ids = [
            stream_id
            for stream_id in sorted(self._log.subjects[subject_id])
            if self._log.streams[stream_id][0].STREAM_TYPE == cls.STREAM_TYPE
        ]
        return list((await self.load_many(cls, ids)).values())
