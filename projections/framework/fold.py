"""Folds a batch of a county's events through all read models."""

from __future__ import annotations

import asyncio
import traceback
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.core import DomainEvent
from event_store.errors import UnknownEventError
from event_store.records import RecordedEvent
from event_store.sqlstate import DATABASE_ERRORS
from projections.framework.read_model import Handler, ReadModel, Reads
from projections.framework.rows import Rows
from projections.framework.table import Table

_UTC = ZoneInfo("UTC")
_EVENTS_IN_ONE_GO = 64  # then others of the process have a turn


class FoldError(Exception):
    """The read models stop before an event that they cannot fold."""

    def __init__(self, record: RecordedEvent, folded: int, cause: Exception) -> None:
        """``folded`` counts the events of the batch before it."""
        self.folded = folded
        detail = (
            f"position {record.position}, {record.topic}: {type(cause).__name__}: {cause}, {_where(cause)}"
        )
        if isinstance(cause, UnknownEventError):
            detail = str(cause)  # says all that
        super().__init__(f"{self.__doc__} ({detail})")


def _where(error: Exception) -> str:
    """The place in the program, for whoever mends it: logs carry no stacks."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _ends_command(records: Sequence[RecordedEvent], number: int) -> bool:
    """Events of a command follow each other, and a batch ends with a command."""
    following = number + 1
    return following == len(records) or records[following].command_id != records[number].command_id


async def _utc_day(rows: Rows, event: DomainEvent) -> date:
    return event.occurred_at.local_date(_UTC)


class Fold:
    """Read models in order. An event type that none of them handles passes; one that is unknown does not."""

    def __init__(self, read_models: Sequence[ReadModel]) -> None:
        self.read_models = tuple(read_models)
        self._day_of = next((model.day_of for model in read_models if model.day_of), _utc_day)
        self._handlers: dict[type[DomainEvent], tuple[Handler, ...]] = {}

    async def run(self, rows: Rows, records: Sequence[RecordedEvent]) -> None:
        """Fold in order. FoldError names the first event that failed; ``rows`` are then of no use."""
        await rows.prefetch(self._wanted(records))
        for folded, record in enumerate(records):
            try:
                await self._fold_event(rows, record)
            except DATABASE_ERRORS:
                raise  # no fault of the event
            except Exception as error:
                rows.abandon_event()
                raise FoldError(record, folded, error) from error
            if _ends_command(records, folded):
                rows.end_command()
            if folded % _EVENTS_IN_ONE_GO == _EVENTS_IN_ONE_GO - 1:
                await asyncio.sleep(0)
        for model in self.read_models:
            if model.at_end:
                await model.at_end(rows)

    async def _fold_event(self, rows: Rows, record: RecordedEvent) -> None:
        event = record.domain_event
        rows.begin_event(record.position, await self._day_of(rows, event))
        for handle in self._handlers_of(type(event)):
            await handle(rows, event, record)
        rows.end_event()

    def _wanted(self, records: Sequence[RecordedEvent]) -> dict[Table, set[Any]]:
        wanted: defaultdict[Table, set[Any]] = defaultdict(set)
        for record in records:
            try:
                event = record.domain_event
            except UnknownEventError:
                break  # the fold will stop there
            for reads in self._reads_of(type(event)):
                for table, first in reads(event):
                    wanted[table].add(first)
        return wanted

    def _handlers_of(self, cls: type[DomainEvent]) -> tuple[Handler, ...]:
        found = self._handlers.get(cls)
        if found is None:
            chosen = (h for model in self.read_models for h in (model.handlers.get(cls), model.every) if h)
            found = self._handlers[cls] = tuple(chosen)
        return found

    def _reads_of(self, cls: type[DomainEvent]) -> list[Reads]:
        return [model.reads[cls] for model in self.read_models if cls in model.reads]
