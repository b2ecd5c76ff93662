"""Folds a batch of a county's events through all read models."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.core import DomainEvent
from event_store.errors import EventStoreError, UnknownEventError
from event_store.records import RecordedEvent
from event_store.sqlstate import DATABASE_ERRORS
from projections.framework.batches import ends_command, whole_before
from projections.framework.parking import Parking, in_words
from projections.framework.read_model import Handler, ReadModel, Reads, RunHandler
from projections.framework.rows import Rows
from projections.framework.runs import handlers_of, run_handlers_of, runs_of
from projections.framework.table import Table

_UTC = ZoneInfo("UTC")
_EVENTS_IN_ONE_GO = 64  # then others of the process have a turn
_NO_FAULT_OF_THE_EVENT = (*DATABASE_ERRORS, EventStoreError, MemoryError)


class FoldError(Exception):
    """The read models stop here: what comes next cannot be folded, nor parked."""

    def __init__(self, detail: str, folded: int = 0) -> None:
        """``folded`` counts the events of the batch that can be folded without what failed: whole commands."""
        self.folded = folded
        super().__init__(f"{self.__doc__} ({detail})")


async def _utc_day(rows: Rows, event: DomainEvent) -> date:
    return event.occurred_at.local_date(_UTC)


async def _anywhere(rows: Rows, event: DomainEvent) -> str:
    return ""


class Fold:
    """Read models in order. An event type that none of them handles passes; one that is unknown does not."""

    def __init__(self, read_models: Sequence[ReadModel]) -> None:
        self.read_models = tuple(read_models)
        self._day_of = next((model.day_of for model in read_models if model.day_of), _utc_day)
        self._place_of = next((model.place_of for model in read_models if model.place_of), _anywhere)
        self._at_command = tuple(model.at_command for model in read_models if model.at_command)
        self._handlers: dict[type[DomainEvent], tuple[Handler, ...]] = {}
        self._run_handlers: dict[type[DomainEvent], tuple[RunHandler, ...]] = {}
        self._reads: dict[type[DomainEvent], tuple[Reads, ...]] = {}

    async def run(self, rows: Rows, records: Sequence[RecordedEvent], parking: Parking) -> None:
        """Fold whole commands in order; what a handler cannot fold is parked.

        FoldError where the log holds an event that this program does not know, or what runs at the end of commands
        and batches fails; ``rows`` and ``parking`` are then of no use.
        """
        await rows.prefetch(self._wanted(rows, records, parking))
        folded = turns = 0
        for run in runs_of(records):
            try:
                await self._fold_run(rows, run, parking)
            except UnknownEventError as error:
                raise FoldError(str(error), whole_before(records, folded)) from error
            folded += len(run)
            if ends_command(records, folded - 1):
                await self._end_command(rows, records, folded - 1)
            if folded // _EVENTS_IN_ONE_GO > turns:
                turns = folded // _EVENTS_IN_ONE_GO
                await asyncio.sleep(0)
        await self._end(rows, records[-1])

    async def _fold_run(self, rows: Rows, run: Sequence[RecordedEvent], parking: Parking) -> None:
        events = [record.domain_event for record in run]  # also what is passed over has to be known
        if run[0].originator_id in parking or (len(run) > 1 and await self._fold_at_once(rows, events, run)):
            return
        for record in run:
            if record.originator_id not in parking:
                await self._fold_or_park(rows, record, parking)

    async def _fold_at_once(
        self, rows: Rows, events: Sequence[DomainEvent], run: Sequence[RecordedEvent]
    ) -> bool:
        """Whether it could be; if not, nothing has happened."""
        handlers = self._run_handlers_of(type(events[0]))
        if not handlers:
            return False
        try:
            rows.begin_event(run[0].position, await self._day_of(rows, events[0]))
            for handle in handlers:
                await handle(rows, events, run)
            rows.end_event()
        except _NO_FAULT_OF_THE_EVENT:
            raise
        except Exception:  # noqa: BLE001 - one by one, it shows which event is to blame
            rows.abandon_event()
            return False
        return True

    async def _fold_or_park(self, rows: Rows, record: RecordedEvent, parking: Parking) -> None:
        try:
            await self._fold_event(rows, record)
        except (*_NO_FAULT_OF_THE_EVENT, UnknownEventError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler meets, other streams go on
            rows.abandon_event()
            parking.park(rows, record, await self._place(rows, record.domain_event), error)

    async def _fold_event(self, rows: Rows, record: RecordedEvent) -> None:
        event = record.domain_event
        rows.begin_event(record.position, await self._day_of(rows, event))
        for handle in self._handlers_of(type(event)):
            await handle(rows, event, record)
        rows.end_event()

    async def _place(self, rows: Rows, event: DomainEvent) -> str:
        try:
            return await self._place_of(rows, event)
        except _NO_FAULT_OF_THE_EVENT:
            raise
        except Exception:  # noqa: BLE001 - it may be for the same reason
            return ""

    async def _end_command(self, rows: Rows, records: Sequence[RecordedEvent], number: int) -> None:
        rows.end_command()
        for hook in self._at_command if rows.has_counted else ():
            try:
                await hook(rows)
            except _NO_FAULT_OF_THE_EVENT:
                raise
            except Exception as error:
                detail = f"at the end of a command: {in_words(records[number], error)}"
                raise FoldError(detail, whole_before(records, number)) from error

    async def _end(self, rows: Rows, last: RecordedEvent) -> None:
        for model in self.read_models:
            try:
                if model.at_end:
                    await model.at_end(rows)
            except _NO_FAULT_OF_THE_EVENT:
                raise
            except Exception as error:
                raise FoldError(f"{model.name}, at the end of a batch: {in_words(last, error)}") from error

    def _wanted(
        self, rows: Rows, records: Sequence[RecordedEvent], parking: Parking
    ) -> dict[Table, set[Any]]:
        wanted: defaultdict[Table, set[Any]] = defaultdict(set)
        at_hand: set[type[DomainEvent]] = set()  # types that read only what is wholly in memory
        for record in records:
            if record.originator_id in parking:
                continue
            try:
                event = record.domain_event
                if type(event) in at_hand:
                    continue
                pairs = [pair for reads in self._reads_of(type(event)) for pair in reads(event)]
                if all(rows.has_all(table) for table, _ in pairs):
                    at_hand.add(type(event))
                    continue
                for table, first in pairs:
                    wanted[table].add(first)
            except UnknownEventError:
                break  # the fold will stop there
            except Exception:  # noqa: BLE001, S112 - the handler will meet it too, or else load what it needs
                continue
        return wanted

    def _handlers_of(self, cls: type[DomainEvent]) -> tuple[Handler, ...]:
        found = self._handlers.get(cls)
        if found is None:
            found = self._handlers[cls] = handlers_of(self.read_models, cls)
        return found

    def _run_handlers_of(self, cls: type[DomainEvent]) -> tuple[RunHandler, ...]:
        found = self._run_handlers.get(cls)
        if found is None:
            found = self._run_handlers[cls] = run_handlers_of(self.read_models, cls)
        return found

    def _reads_of(self, cls: type[DomainEvent]) -> tuple[Reads, ...]:
        found = self._reads.get(cls)
        if found is None:
            chosen = (model.reads[cls] for model in self.read_models if cls in model.reads)
            found = self._reads[cls] = tuple(chosen)
        return found
