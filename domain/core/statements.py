"""What each event of a stream said, as corrected since: corrections are checked against this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass
class Statements:
    """Fields and values by the event that set them.

    A field stands at what the last event said that set it, as corrected. A correction changes what its
    target said, not which event said it last; correcting a correction changes the same original.
    """

    _values: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    _last: dict[str, UUID] = field(default_factory=dict)  # field to the last event that set it
    _originals: dict[UUID, UUID] = field(
        default_factory=dict
    )  # correction to the event it corrects in the end
    _corrected: dict[UUID, frozenset[str]] = field(default_factory=dict)  # correction to its fields

    def say(self, event_id: UUID, **values: Any) -> None:
        """An event set these fields; None counts as said."""
        self._values[event_id] = values
        self._last.update(dict.fromkeys(values, event_id))

    def correct(self, event_id: UUID, corrects: UUID, **values: Any) -> None:
        """A correction gave other values to fields of an earlier event; None leaves a field as it was."""
        given = {name: value for name, value in values.items() if value is not None}
        original = self._originals.get(corrects, corrects)
        self._originals[event_id] = original
        self._corrected[event_id] = frozenset(given)
        self._values.setdefault(original, {}).update(given)

    def now(self, name: str) -> Any:
        """The value that stands, None if no event set the field."""
        event_id = self._last.get(name)
        return None if event_id is None else self._values[event_id][name]

    def corrected(self, name: str, corrects: UUID, value: Any) -> Any:
        """The value that would stand if a correction gave this one: of what a later event set anew, what stands now."""
        takes_effect = value is not None and self._last.get(name) == self._originals.get(corrects, corrects)
        return value if takes_effect else self.now(name)

    def said_by(self, event_id: UUID) -> Mapping[str, Any]:
        """The fields that one event set, with their values as corrected since; empty if it set none."""
        if event_id in self._originals:
            values = self._values[self._originals[event_id]]
            return {name: values[name] for name in self._corrected[event_id]}
        return self._values.get(event_id, {})
