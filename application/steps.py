"""What takes a command from its request to its answer."""

from __future__ import annotations

from dataclasses import dataclass

from application.appending import Appender
from application.deciding import Decider
from application.streams_in_use import StreamsInUse
from application.turns import Turns
from event_store.store import EventStore


@dataclass(frozen=True, slots=True)
class Steps:
    """One of each for a process, whether commands come one by one or in runs."""

    store: EventStore
    decider: Decider
    appender: Appender
    turns: Turns
    streams: StreamsInUse
