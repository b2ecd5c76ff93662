"""Folds a batch of a county's events through all read models."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.core import DomainEvent
from event_store.errors import EventStoreError, UnknownEventError
from event_store.records import LoggedEvent
from event_store.sqlstate import DATABASE_ERRORS
from projections.framework.batches import ends_command, whole_before
from projections.framework.loading import loading
from projections.framework.parking import Parking, in_words
from projections.framework.read_model import ByStream, Handler, Hook, ReadModel, Reads, RunHandler
from projections.framework.rows import Rows
from projections.framework.runs import end_of_run, handlers_of, run_handlers_of
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


def _utc_day(rows: Rows, event: DomainEvent) -> date:
    return event.occurred_at.local_date(_UTC)


def _anywhere(rows: Rows, event: DomainEvent) -> str:
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

    async def run(self, rows: Rows, records: Sequence[LoggedEvent], parking: Parking) -> None:
        """Fold whole commands in order; what a handler cannot fold is parked.

        FoldError where the log holds an event that this program does not know, or what runs at the end of commands
        and batches fails; ``rows`` and ``parking`` are then of no use.
        """
        await rows.prefetch(self._wanted(rows, records, parking))
        folded = turns = 0
        while folded < len(records):
            try:
                run = self._run_at(records, folded)
                if not self._fold_at_once(rows, run, parking):
                    await self._fold_one_by_one(rows, run, parking)
            except UnknownEventError as error:
                raise FoldError(str(error), whole_before(records, folded)) from error
            folded += len(run)
            if ends_command(records, folded - 1):
                self._end_command(rows, records, folded - 1)
            if folded // _EVENTS_IN_ONE_GO > turns:
                turns = folded // _EVENTS_IN_ONE_GO
                await asyncio.sleep(0)
        await self._end(rows, records[-1])

    def _run_at(self, records: Sequence[LoggedEvent], start: int) -> Sequence[LoggedEvent]:
        """What can be folded at once from an index on; of most types, one event."""
        come_in_runs = self._run_handlers_of(type(records[start].domain_event))
        return records[start : end_of_run(records, start) if come_in_runs else start + 1]

    def _fold_at_once(self, rows: Rows, run: Sequence[LoggedEvent], parking: Parking) -> bool:
        """Whether a run could be folded just so, as nearly all can; if not, nothing has happened."""
        events = [record.domain_event for record in run]  # also what is passed over has to be known
        if run[0].originator_id in parking:
            return True
        try:
            if len(run) == 1:
                self._fold_event(rows, events[0], run[0])
            else:
                self._fold_run(rows, events, run)
        except Exception:  # noqa: BLE001 - one by one, it shows what is amiss
            return False
        return True

    def _fold_run(self, rows: Rows, events: Sequence[DomainEvent], run: Sequence[LoggedEvent]) -> None:
        try:
            rows.begin_event(run[0].position, self._day_of(rows, events[0]))
            for handle in self._run_handlers_of(type(events[0])):
                handle(rows, events, run)
            rows.end_event()
        except Exception:
            rows.abandon_event()
            raise

    async def _fold_one_by_one(self, rows: Rows, run: Sequence[LoggedEvent], parking: Parking) -> None:
        """Load what was not in memory; park what cannot be folded."""
        for record in run:
            if record.originator_id in parking:
                continue
            try:
                await loading(self._fold_event, rows, record.domain_event, record)
            except (*_NO_FAULT_OF_THE_EVENT, UnknownEventError):
                raise
            except Exception as error:  # noqa: BLE001 - whatever a handler meets, other streams go on
                parking.park(rows, record, await self._place(rows, record.domain_event), error)

    def _fold_event(self, rows: Rows, event: DomainEvent, record: LoggedEvent) -> None:
        """If it raises, all is as if the event had never been begun."""
        try:
            rows.begin_event(record.position, self._day_of(rows, event))
            for handle in self._handlers_of(type(event)):
                handle(rows, event, record)
            rows.end_event()
        except Exception:
            rows.abandon_event()
            raise

    async def _place(self, rows: Rows, event: DomainEvent) -> str:
        try:
            return await loading(self._place_of, rows, event)
        except _NO_FAULT_OF_THE_EVENT:
            raise
        except Exception:  # noqa: BLE001 - it may be for the same reason
            return ""

    def _end_command(self, rows: Rows, records: Sequence[LoggedEvent], number: int) -> None:
        rows.end_command()
        for hook in self._at_command if rows.has_counted else ():
            try:
                hook(rows)
            except _NO_FAULT_OF_THE_EVENT:
                raise
            except Exception as error:
                detail = f"at the end of a command: {in_words(records[number], error)}"
                raise FoldError(detail, whole_before(records, number)) from error

    async def _end(self, rows: Rows, last: LoggedEvent) -> None:
        for model in self.read_models:
            try:
                if model.at_end:
                    await loading(self._end_batch, rows, model.at_end, last)
            except _NO_FAULT_OF_THE_EVENT:
                raise
            except Exception as error:
                raise FoldError(f"{model.name}, at the end of a batch: {in_words(last, error)}") from error

    def _end_batch(self, rows: Rows, hook: Hook, last: LoggedEvent) -> None:
        """A unit like an event, so that it can be taken back and begun again."""
        try:
            rows.begin_event(last.position, date.min)
            hook(rows)
            rows.end_event()
        except Exception:
            rows.abandon_event()
            raise

    def _wanted(self, rows: Rows, records: Sequence[LoggedEvent], parking: Parking) -> dict[Table, set[Any]]:
        wanted: defaultdict[Table, set[Any]] = defaultdict(set)
        at_hand: set[str] = set()  # types that read only what is wholly in memory
        told: set[tuple[str, UUID]] = set()  # type and stream, of which the next event reads the same
        for record in records:
            kind = (record.topic, record.originator_id)
            if kind in told or record.topic in at_hand or record.originator_id in parking:
                continue
            try:
                event = record.domain_event
                reads = self._reads_of(type(event))
                pairs = [pair for read in reads for pair in read(event)]
            except UnknownEventError:
                break  # the fold will stop there
            except Exception:  # noqa: BLE001, S112 - the handler will meet it too, or else load what it needs
                continue
            if all(rows.has_all(table) for table, _ in pairs):
                at_hand.add(record.topic)
                continue
            if all(isinstance(read, ByStream) for read in reads):
                told.add(kind)
            for table, first in pairs:
                wanted[table].add(first)
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
