"""One try at a run of commands: the streams it read, at the versions it read them."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from typing import NamedTuple, TypeVar
from uuid import UUID

from application.aggregates import AGGREGATES
from application.streams_in_use import StreamsInUse
from domain.core import Aggregate, DomainEvent
from domain.core.context import Context
from event_store.records import RecordedEvent
from event_store.store import EventStore

A = TypeVar("A", bound=Aggregate)


class _Held(NamedTuple):
    state: Aggregate  # of the type that its stream has
    version: int  # when it came here, or as the run evolved it


class Touched(NamedTuple):
    """The streams that a chunk of a run wrote, and those that it read without looking into the log."""

    written: Mapping[UUID, _Held]
    trusted: set[UUID]


class RunStreams:
    """State of the streams that a run of commands reads and writes, as the run goes on, chunk by chunk.

    States are shared with other commands of the process (see streams_in_use) until the run writes them: then they are
    the run's own, until it is known what of the chunk was appended.
    """

    def __init__(self, store: EventStore, tenant_id: str, in_use: StreamsInUse) -> None:
        self._store = store
        self._tenant_id = tenant_id
        self._in_use = in_use
        self._held: dict[UUID, _Held] = {}
        self._own: set[UUID] = set()  # written by the chunk
        self._trusted: set[UUID] = set()  # not read from the log by the chunk
        self._subject_streams: dict[tuple[UUID, str], set[UUID]] = {}
        self._joining: dict[
            tuple[UUID, str], set[UUID]
        ] = {}  # those of the chunk before, which the log may lack

    async def get_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        """State of each stream as a ``cls``; an unknown stream, or one of another type, is empty at version 0."""
        wanted = list(stream_ids)
        found = {stream_id: self._find(stream_id) for stream_id in wanted}
        while missing := [stream_id for stream_id, held in found.items() if held is None]:
            await self._read(cls, missing)
            # Others go on while this waits: what was found before may have changed.
            found = {stream_id: self._find(stream_id) for stream_id in wanted}
        return {stream_id: self._as(cls, held) for stream_id, held in found.items() if held}

    def at_hand(self, cls: type[A], stream_id: UUID) -> A | None:
        """The same of one stream, if nothing need be read for it."""
        held = self._find(stream_id)
        return None if held is None else self._as(cls, held)

    async def read_ahead(self, stream_ids: Iterable[UUID]) -> None:
        """Read streams that will be asked for in one statement, where each would take one of its own."""
        missing = [stream_id for stream_id in dict.fromkeys(stream_ids) if self._find(stream_id) is None]
        if missing:
            await self._read(Aggregate, missing)

    def expect_none(self, stream_ids: Iterable[UUID]) -> None:
        """Take it that these streams, whose ids were made a moment ago, have no events; the append will tell."""
        for stream_id in stream_ids:
            if stream_id not in self._held:
                self._hold(Aggregate.empty(stream_id))
                self._trusted.add(stream_id)

    def _find(self, stream_id: UUID) -> _Held | None:
        """Its state, if it is here and has not changed under our hands, or is among those in use."""
        held = self._held.get(stream_id)
        if held is not None and held.state.version == held.version:
            return held
        kept = self._in_use.get(self._tenant_id, stream_id)
        if kept is None:
            return None
        self._trusted.add(stream_id)
        return self._hold(kept)

    async def _read(self, cls: type[A], stream_ids: list[UUID]) -> None:
        for stream_id, events in (await self._store.read_streams(self._tenant_id, stream_ids)).items():
            of_type = AGGREGATES[events[0].stream_type] if events else cls
            state = of_type.fold(stream_id, (event.domain_event for event in events))
            self._hold(state)
            self._trusted.discard(stream_id)
            self._in_use.put(self._tenant_id, state)

    def _hold(self, state: Aggregate) -> _Held:
        held = self._held[state.id] = _Held(state, state.version)
        return held

    def _as(self, cls: type[A], held: _Held) -> A:
        state = held.state
        if type(state) is cls or isinstance(state, cls):  # of an abstract base class takes 1 µs
            return state
        empty = cls.empty(held.state.id)
        if not held.state.exists:
            self._hold(empty)  # asked for as another type before, and free to become this one
        return empty

    def version_of(self, stream_id: UUID) -> int:
        """The version of a stream that was asked for, whatever its type."""
        return self._held[stream_id].state.version

    async def ids_of(self, subject_ids: Iterable[UUID], cls: type[Aggregate]) -> set[UUID]:
        """Ids of the streams of that type with an event that concerns one of ``subject_ids``.

        Read from the log by every chunk: no version tells that a stream has joined them
        (docs/rules-across-streams.md).
        """
        wanted = {(subject_id, cls.STREAM_TYPE) for subject_id in subject_ids}
        missing = [key[0] for key in wanted if key not in self._subject_streams]
        if missing:
            found = await self._store.streams_of_subjects(self._tenant_id, missing, cls.STREAM_TYPE)
            for subject_id, ids in found.items():
                key = (subject_id, cls.STREAM_TYPE)
                self._subject_streams[key] = {*ids, *self._joining.get(key, ())}
        return set[UUID]().union(*(self._subject_streams[key] for key in wanted))

    async def recorded(self, event_id: UUID) -> RecordedEvent | None:
        """One event of the log, with its envelope; it never changes, so nothing need hold that it was read."""
        found = await self.recorded_many([event_id])
        return found[0] if found else None

    async def recorded_many(self, event_ids: Collection[UUID]) -> list[RecordedEvent]:
        """The same of several; ids that the log does not have are left out."""
        return await self._store.read_events_by_id(self._tenant_id, event_ids)

    def evolve(self, event: DomainEvent) -> tuple[UUID, ...]:
        """Apply an event that was decided; returns every subject that it concerns."""
        stream_id = event.originator_id
        state = self._held[stream_id].state
        if stream_id not in self._own:
            self._own.add(stream_id)
            self._trusted.discard(stream_id)
            self._in_use.take(self._tenant_id, stream_id)
        event.mutate(state)
        self._hold(state)
        subjects = tuple(dict.fromkeys(event.subjects() + state.concerns()))
        if self._subject_streams:
            for subject_id in subjects:
                known = self._subject_streams.get((subject_id, event.STREAM_TYPE))
                if known is not None:
                    known.add(stream_id)
        return subjects

    def doubt(self, stream_ids: Iterable[UUID]) -> bool:
        """Forget what of these streams was not read from the log by this run; whether there was any."""
        doubted = self._trusted.intersection(stream_ids)
        for stream_id in doubted:
            self._trusted.discard(stream_id)
            del self._held[stream_id]
            self._in_use.take(self._tenant_id, stream_id)
        return bool(doubted)

    def touched(self) -> Touched:
        """What the chunk has written and trusted so far."""
        return Touched({stream_id: self._held[stream_id] for stream_id in self._own}, self._trusted)

    def cut(self) -> Touched:
        """End a chunk, and go on with the next on what this one wrote, though the log may not have it yet."""
        touched = self.touched()
        self._held = dict(touched.written)
        self._own, self._trusted = set(), set()
        self._joining, self._subject_streams = self._subject_streams, {}
        return touched

    def share(self, touched: Touched, *, but: Container[UUID]) -> None:
        """Once a chunk is appended: give the streams that it wrote to other commands, but for those that went wrong.

        Those that the next chunk has written on are ahead of the log still.
        """
        for stream_id, (state, version) in touched.written.items():
            if stream_id not in but and state.version == version:
                self._in_use.put(self._tenant_id, state)

    def mistrust(self, stream_ids: Iterable[UUID]) -> None:
        """Let no other command have these streams without a look into the log."""
        for stream_id in stream_ids:
            self._in_use.take(self._tenant_id, stream_id)

    def moved_on(self, versions: Mapping[UUID, int]) -> None:
        """Streams were found to stand at other versions in the log: no other command need find out again."""
        for stream_id, version in versions.items():
            kept = self._in_use.get(self._tenant_id, stream_id)
            if kept is not None and kept.version != version:
                self._in_use.take(self._tenant_id, stream_id)


class Session:
    """What a handler works with: it loads state, and remembers each version it read, to be checked at the append."""

    def __init__(self, streams: RunStreams, context: Context) -> None:
        self.context = context
        self.reads: dict[UUID, int] = {}
        self.loaded: dict[UUID, Aggregate] = {}
        self._streams = streams
        self._seen: list[tuple[Aggregate, int]] = []  # every state that was handed out, and its version then

    async def load(self, cls: type[A], stream_id: UUID) -> A:
        """State of one stream; empty at version 0 if there is none of that type."""
        state = self._streams.at_hand(cls, stream_id)
        if state is None:
            return (await self.load_many(cls, [stream_id]))[stream_id]
        self._hand_out(stream_id, state)
        return state

    async def load_many(self, cls: type[A], stream_ids: Iterable[UUID]) -> dict[UUID, A]:
        """State of many streams of one type, by id."""
        states = await self._streams.get_many(cls, stream_ids)
        for stream_id, state in states.items():
            self._hand_out(stream_id, state)
        return states

    def _hand_out(self, stream_id: UUID, state: Aggregate) -> None:
        self.reads.setdefault(stream_id, self._streams.version_of(stream_id))
        self.loaded[stream_id] = state
        self._seen.append((state, state.version))

    async def streams_of(self, subject_id: UUID, cls: type[A]) -> list[A]:
        """Every stream of that type that concerns a person or organisation, oldest id first."""
        return await self.streams_of_any([subject_id], cls)

    async def streams_of_any(self, subject_ids: Iterable[UUID], cls: type[A]) -> list[A]:
        """Every stream of that type that concerns one of these, oldest id first; read at once.

        One of which the command knows already that it had no event has got its first since, from another process: it is
        left out, and the append finds it at another version than was read.
        """
        ids = sorted(await self._streams.ids_of(subject_ids, cls))
        return [state for state in (await self.load_many(cls, ids)).values() if state.exists]

    async def recorded(self, event_id: UUID) -> RecordedEvent | None:
        """One event of the log, with its envelope; None if there is none of that id."""
        return await self._streams.recorded(event_id)

    async def recorded_many(self, event_ids: Collection[UUID]) -> list[RecordedEvent]:
        """The same of several; ids that the log does not have are left out."""
        return await self._streams.recorded_many(event_ids)

    def stands(self) -> bool:
        """Whether every state is still what was read: another command of the process may have written it since.

        Each state that was handed out counts, also where the stream was loaded again and read anew: what was decided
        may rest on either.
        """
        return all(state.version == version for state, version in self._seen)
