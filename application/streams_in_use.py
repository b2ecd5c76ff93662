"""State of the streams in use, kept from one command to the next so that most commands read nothing.

A state here is what the log held at the state's version, shared by all commands that read the stream, and never a
guess: whoever decides events takes the state out before applying them, and puts it back once they are appended. So
events that are never appended leave no mark. Who read the state before sees by its version that it has changed. That
the log has moved on, by another process, is seen at the append, which checks every version that was read.
"""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

from domain.core import Aggregate

_OF_A_STREAM = 3  # events that take as much memory as a state that has none


class StreamsInUse:
    """States by county and stream; those not used for longest go first. One for a process."""

    def __init__(self, most_events: int = 100_000) -> None:
        """``most_events`` that the states may have been folded from, 0.5 KB each; a stream counts for three more."""
        self.events = 0
        self.found = 0  # how often a state was asked for and was here
        self.missed = 0
        self._most_events = most_events
        self._states: OrderedDict[tuple[str, UUID], Aggregate] = OrderedDict()

    def __len__(self) -> int:
        """How many streams."""
        return len(self._states)

    def get(self, tenant_id: str, stream_id: UUID) -> Aggregate | None:
        """The state, to be read and not changed; None if it is not here."""
        key = (tenant_id, stream_id)
        state = self._states.get(key)
        if state is None:
            self.missed += 1
            return None
        self.found += 1
        self._states.move_to_end(key)
        return state

    def put(self, tenant_id: str, state: Aggregate) -> None:
        """Keep what the log holds, unless a later state is here already; where there is no stream, there is none."""
        key, weight = (tenant_id, state.id), _weight(state)
        kept = self._states.get(key)
        if kept is not None:
            if kept.version >= state.version:
                return
            self.events -= _weight(kept)
            del self._states[key]
        if not state.exists or weight > self._most_events:
            return
        self._states[key] = state
        self.events += weight
        while self.events > self._most_events:
            _, oldest = self._states.popitem(last=False)
            self.events -= _weight(oldest)

    def take(self, tenant_id: str, stream_id: UUID) -> None:
        """Have a state no longer: it is about to change, or the log is found to have moved on."""
        state = self._states.pop((tenant_id, stream_id), None)
        if state is not None:
            self.events -= _weight(state)


def _weight(state: Aggregate) -> int:
    return state.version + _OF_A_STREAM
