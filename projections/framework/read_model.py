"""What one read model declares: its tables, what folds each event, and which rows that reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.core import DomainEvent
from event_store.records import LoggedEvent
from projections.framework.rows import Rows
from projections.framework.table import Table

# (rows, the event, how it stands in the log)
Handler = Callable[[Rows, Any, LoggedEvent], None]
# (rows, the events of a run, how each stands in the log); sets ``rows.position`` to that of the event it folds
RunHandler = Callable[[Rows, Sequence[Any], Sequence[LoggedEvent]], None]
# at the end of a command, where it sees counters alone, or of a batch
Hook = Callable[[Rows], None]
# the day in the county on which an event occurred
DayOf = Callable[[Rows, DomainEvent], date]
# the path of the organisation to which an event belongs, as far as it can be told
PlaceOf = Callable[[Rows, DomainEvent], str]
# event → tables, each with a value of the first column of its key
Reads = Callable[[Any], Iterable[tuple[Table, Any]]]


@dataclass(frozen=True)
class ByStream:
    """Rows whose key begins with the id of the event's stream: the same for all its events."""

    tables: tuple[Table, ...]

    def __call__(self, event: DomainEvent) -> Iterable[tuple[Table, Any]]:
        """The tables, each with the id of the stream."""
        return [(table, event.originator_id) for table in self.tables]


def by_stream(*tables: Table) -> Reads:
    """Rows whose key begins with the id of the event's stream."""
    return ByStream(tables)


@dataclass(frozen=True, kw_only=True)
class ReadModel:
    """Handlers of all read models run in the registry's order: later ones see what earlier ones did."""

    name: str
    tables: tuple[Table, ...]
    handlers: Mapping[type[DomainEvent], Handler] = field(default_factory=dict)
    runs: Mapping[type[DomainEvent], RunHandler] = field(
        default_factory=dict
    )  # instead, for what comes in runs
    every: Handler | None = None  # runs on events of any type
    every_run: RunHandler | None = None  # the same, and on runs of them at once
    at_command: Hook | None = None  # after each, where counters have changed
    at_end: Hook | None = None  # runs once a batch, after its events
    day_of: DayOf | None = None  # the calendar for all of them; else UTC's
    place_of: PlaceOf | None = None  # for all of them: where a stream lies that is parked; else anywhere
    reads: Mapping[type[DomainEvent], Reads] = field(default_factory=dict)  # to load a batch's rows at once
