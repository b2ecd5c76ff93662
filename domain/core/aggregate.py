"""Aggregates: the state of one stream, as its events left it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import BaseAggregate

from domain.core.event import DomainEvent


class Aggregate(BaseAggregate[UUID]):
    """State folded from one stream's events; it holds no rules and no pending events.

    ``decide`` functions read it and return events. The library's pending list is not used: a decision that
    lost a race is thrown away with its state (docs/decisions/0002).
    """

    Event = DomainEvent
    STREAM_TYPE: ClassVar[str]

    def __init__(self, stream_id: UUID) -> None:
        self._id = stream_id
        self._version = 0
        self._pending_events = []

    @classmethod
    def empty(cls, stream_id: UUID) -> Self:
        """The state before the first event, at version 0."""
        # The metaclass's call would demand an event that creates the aggregate; a fold starts from nothing.
        aggregate = cls.__new__(cls)
        aggregate.__init__(stream_id)  # type: ignore[misc]
        return aggregate

    @classmethod
    def fold(cls, stream_id: UUID, events: Iterable[DomainEvent]) -> Self:
        """The state after ``events``, which are one stream's events in order of version."""
        return cls.empty(stream_id).evolve(events)

    def evolve(self, events: Iterable[DomainEvent]) -> Self:
        """Apply further events of this stream, in order."""
        for event in events:
            event.mutate(self)
        return self

    @property
    def exists(self) -> bool:
        """Whether the stream has any event."""
        return self.version > 0

    def concerns(self) -> tuple[UUID, ...]:
        """Persons and organisations that every event of this stream concerns, named in it or not."""
        return ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        fields: dict[str, Any] = {k: v for k, v in vars(self).items() if not k.startswith("_")}
        return f"{type(self).__name__}(id={self.id}, version={self.version}, {fields})"
