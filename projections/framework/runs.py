"""Runs: events of one type that one command says of one stream at one time, as a roll call does.

Thirty attendances touch the meeting, its counters and what it contributes thirty times if they are folded one by one,
and once as a run. That is all the difference: whatever may come in runs is declared as such, and a single event is a
run of one. A run that cannot be folded is taken back and folded one by one, which tells the event that is to blame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.core import DomainEvent
from event_store.records import LoggedEvent
from projections.framework.read_model import Handler, ReadModel, RunHandler
from projections.framework.rows import Rows


def end_of_run(records: Sequence[LoggedEvent], start: int) -> int:
    """The index after the last event of the run that begins at ``start``."""
    end, first = start + 1, records[start]
    while end < len(records) and _goes_on(first, records[end]):
        end += 1
    return end


def _goes_on(first: LoggedEvent, other: LoggedEvent) -> bool:
    return (
        first.command_id == other.command_id
        and first.topic == other.topic
        and first.originator_id == other.originator_id
        and first.occurred_at == other.occurred_at
    )


def handlers_of(read_models: Sequence[ReadModel], cls: type[DomainEvent]) -> tuple[Handler, ...]:
    """What folds a single event of a type, in order."""
    chosen = []
    for model in read_models:
        chosen += [one for one in (model.handlers.get(cls), model.every) if one]
        chosen += [_single(run) for run in (model.runs.get(cls), model.every_run) if run]
    return tuple(chosen)


def run_handlers_of(read_models: Sequence[ReadModel], cls: type[DomainEvent]) -> tuple[RunHandler, ...]:
    """What folds a run of a type, in order; nothing if a read model takes its events one by one only."""
    if any(cls in model.handlers or model.every for model in read_models):
        return ()
    return tuple(run for model in read_models for run in (model.runs.get(cls), model.every_run) if run)


def once(handle: Handler) -> RunHandler:
    """A handler to which only the last event of a run matters, since it looks at nothing but rows."""

    def run(rows: Rows, events: Sequence[Any], records: Sequence[LoggedEvent]) -> None:
        rows.position = records[-1].position
        handle(rows, events[-1], records[-1])

    return run


def _single(run: RunHandler) -> Handler:
    def handle(rows: Rows, event: Any, record: LoggedEvent) -> None:
        run(rows, [event], [record])

    return handle
