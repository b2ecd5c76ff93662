"""What was written down about a meeting: each entry holds until it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent

E = TypeVar("E", bound=DomainEvent)


@dataclass
class Entries:
    """Entries in the order in which they were made, by event, less those that were taken back."""

    _standing: dict[UUID, DomainEvent] = field(default_factory=dict)

    def __contains__(self, event_id: UUID) -> bool:
        return event_id in self._standing

    def make(self, entry: DomainEvent) -> None:
        """An entry was made."""
        self._standing[entry.event_id] = entry

    def take_back(self, event_id: UUID) -> None:
        """An entry was wrong: what was said before it holds again."""
        del self._standing[event_id]

    def of(self, cls: type[E]) -> list[E]:
        """Those of a type that stand."""
        return [entry for entry in self._standing.values() if isinstance(entry, cls)]

    def last(self, cls: type[E]) -> E | None:
        """The latest of a type, which is the one that holds."""
        return next(reversed(self.of(cls)), None)
