"""Picks events in the database by what they say, so that those which no one will look at are never sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from domain.core import DomainEvent
from event_store.canonical_json import CanonicalTranscoder

_JSON = CanonicalTranscoder()


@dataclass(frozen=True, slots=True)
class Pick:
    """Events of some types: of a type all, or those whose payload holds a piece of JSON.

    It may pick more than was asked for, never less: payloads are canonical, so a field of a value is always the same
    bytes; an event of another schema version than its class has now is picked whatever it says.
    """

    types: tuple[str, ...] = ()
    schema_versions: tuple[int, ...] = ()
    pieces: tuple[bytes | None, ...] = ()  # None: whatever it says

    def all_of(self, *classes: type[DomainEvent]) -> Self:
        """These too, whatever they say."""
        return self._and(classes, None)

    def saying(self, field: str, value: Any, *classes: type[DomainEvent]) -> Self:
        """These too, where their ``field`` has that value."""
        return self._and(classes, _JSON.encode({field: value})[1:-1])

    def _and(self, classes: tuple[type[DomainEvent], ...], piece: bytes | None) -> Self:
        return type(self)(
            (*self.types, *(cls.TOPIC for cls in classes)),
            (*self.schema_versions, *(cls.class_version for cls in classes)),
            (*self.pieces, *(piece for _ in classes)),
        )


def picked(first: int) -> str:
    """The condition on an event ``e``; a pick's three fields are the parameters from number ``first`` on."""
    return f"""EXISTS (
        SELECT FROM unnest(${first}::text[], ${first + 1}::int[], ${first + 2}::bytea[]) AS w (type, version, piece)
         WHERE w.type = e.type AND (w.piece IS NULL OR w.version <> e.schema_version
                                    OR position(w.piece IN e.payload) > 0))"""
