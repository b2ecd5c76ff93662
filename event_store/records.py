"""What goes into the log and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, Self, Union, overload
from uuid import UUID

import msgspec
from eventsourcing.persistence import Notification

from domain.core import DomainEvent
from event_store.encoded import EncodedEvent
from event_store.envelope import COLUMNS, Envelope
from event_store.errors import MalformedAppendError
from event_store.mapper import EVENTS

Mode = Literal["production", "rehearsal"]


class _DecodedOnce:
    """The event itself, decoded when it is first asked for. UnknownEventError, UnreadableEventError.

    As functools.cached_property, which takes a lock for it before Python 3.12, and a third of the time with it.
    """

    @overload
    def __get__(self, record: None, owner: type[LoggedEvent]) -> Self: ...
    @overload
    def __get__(self, record: LoggedEvent, owner: type[LoggedEvent]) -> DomainEvent: ...
    def __get__(self, record: LoggedEvent | None, owner: type[LoggedEvent]) -> Self | DomainEvent:
        if record is None:
            return self
        event = record.__dict__["domain_event"] = EVENTS.to_domain_event(record)
        return event


@dataclass(frozen=True)
class LoggedEvent(EncodedEvent, Notification):
    """One event of a county's log, as it is folded: the library's notification, and who recorded it when.

    The library's names hold: ``id`` is the position in the log, ``originator_id`` the stream,
    ``originator_version`` the version, ``topic`` the type and ``state`` the payload; the envelope's names
    read the same values.
    """

    recorded_at: datetime
    actor: str
    command_id: UUID

    @property
    def position(self) -> int:
        """Place in the county's log, from 1, without gaps, in commit order."""
        return self.id

    @property
    def stream_id(self) -> UUID:
        """The stream."""
        return self.originator_id

    @property
    def version(self) -> int:
        """Place in the stream, from 1, without gaps."""
        return self.originator_version

    @property
    def type(self) -> str:
        """The topic of the event's class."""
        return self.topic

    @property
    def payload(self) -> bytes:
        """Canonical JSON, as stored."""
        return self.state

    domain_event: ClassVar[_DecodedOnce] = _DecodedOnce()


@dataclass(frozen=True)
class RecordedEvent(LoggedEvent):
    """The same with all fields of the envelope."""

    tenant_id: str
    capacity: str
    capacity_place: UUID | None
    authority: str | None
    correlation_id: UUID
    causation_id: UUID | None
    source_client: str
    source_batch: str | None
    source_device: str | None

    def envelope(self) -> Envelope:
        """All that is kept of the event, for its canonical bytes."""
        return Envelope(*(getattr(self, name) for name in COLUMNS))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a command came from: the client program, the import batch and the device, as codes or ids."""

    client: str
    batch: str | None = None
    device: str | None = None


# Structs, where one is made for every command: a frozen dataclass takes seven times as long.


class CommandAppend(msgspec.Struct, frozen=True, kw_only=True):
    """What one command appends, all or nothing; no events where it was refused and only its answer is kept.

    ``events`` may belong to several streams of the county; every stream they belong to, and every stream that
    was read to decide, stands in ``reads`` with the version that was read (0: no event yet). Within a stream,
    events are numbered on from there.
    """

    command_id: UUID  # the idempotency key; unique in the county
    body_hash: bytes  # tells whether a known key comes with the same body
    answer: bytes  # given again to whoever sends the key again
    actor: str
    capacity: str  # in which the actor acts
    capacity_place: UUID | None = None  # the organisation or grid of that capacity
    authority: str | None = None  # on whose authority, if not one's own
    correlation_id: UUID
    causation_id: UUID | None = None  # the event that caused the command, if one did
    source: Source
    clock: datetime | None = None  # sets the recorded time; only in a rehearsal
    reads: Mapping[UUID, int] = msgspec.field(default_factory=dict)
    events: Sequence[DomainEvent] = ()
    subjects: Sequence[tuple[UUID, ...]] = ()  # one tuple an event: persons and organisations concerned

    @property
    def writes(self) -> set[UUID]:
        """The streams that its events belong to."""
        return {event.originator_id for event in self.events}


class Appended(msgspec.Struct, frozen=True):
    """The command was kept, with these positions (None where it had no events)."""

    first_position: int | None
    last_position: int | None
    recorded_at: datetime
    answer: bytes


class AnsweredBefore(msgspec.Struct, frozen=True):
    """The key is known with this body: what it was answered the first time, and nothing was appended."""

    first_position: int | None
    last_position: int | None
    recorded_at: datetime
    answer: bytes


class KeyReused(msgspec.Struct, frozen=True):
    """The key is known with another body; nothing was appended."""


class Stale(msgspec.Struct, frozen=True):
    """Streams that were read have moved on, to these versions; nothing was appended. Decide again.

    A stream may stand at the very version that was read: an earlier command of the call was to write it, but
    was not appended, and what was decided on its events is void.
    """

    current: Mapping[UUID, int]


class DuplicateEvent(msgspec.Struct, frozen=True):
    """The log has an event of this id already, as when a deterministic consequence is drawn twice."""


class ClockBackwards(msgspec.Struct, frozen=True):
    """The clock given is earlier than the county's last recorded time; nothing was appended."""


class ClockForbidden(msgspec.Struct, frozen=True):
    """A clock was given, and the county's log is no rehearsal; nothing was appended."""


class Malformed(msgspec.Struct, frozen=True):
    """The command cannot be appended as it stands; its neighbours were not harmed."""

    error: MalformedAppendError


Outcome = Union[  # noqa: UP007 - an alias that reads in annotations and isinstance alike
    Appended, AnsweredBefore, KeyReused, Stale, DuplicateEvent, ClockBackwards, ClockForbidden, Malformed
]


@dataclass(frozen=True, slots=True)
class Head:
    """How far a county's log has come: position 0 and no time before its first event."""

    tenant_id: str
    mode: Mode
    last_position: int
    last_recorded_at: datetime | None
