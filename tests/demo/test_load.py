"""The load goes through the executor into a real log, whole or in pieces, and holds what it promises."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from application.log_verification import verify_log
from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.clock.events import DayClosed
from domain.core import Occurred
from domain.meetings.commands import CancelMeeting
from domain.meetings.events import AttendanceRecorded
from domain.registry import event_types
from domain.verdicts.events import VerdictAnnounced, VerdictSuperseded
from event_store.records import RecordedEvent
from event_store.store import EventStore
from gridledger.bootstrap import Ledger, Worker, open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.demo.generator import ZONE, Script
from gridledger.demo.loader import Loaded, Loader, LoadError
from gridledger.demo.progress import Progress, Silent
from gridledger.settings import Settings
from process_managers.day_closer import end_of
from tests.demo.small import TENANT
from tests.support.postgres import Databases

CHUNK = 150


class CutError(Exception):
    """Stands for whatever stops a load."""


class CutAfter(Silent):
    """Stops the load after so many chunks."""

    def __init__(self, chunks: int) -> None:
        self._left = chunks

    def advance(self, steps: int, position: int, clock: datetime) -> None:
        self._left -= 1
        if not self._left:
            raise CutError


def loader(ledger: Ledger, worker: Worker, progress: Progress | None = None) -> Loader:
    return Loader(
        ledger.store, ledger.executor, follow_up=worker.processes.run, progress=progress, chunk=CHUNK
    )


async def log_of(store: EventStore) -> list[RecordedEvent]:
    return await store.read_log(TENANT, 0, 1_000_000)


Line = tuple[int, str, UUID, int, Occurred, datetime, str]


def lines(log: list[RecordedEvent]) -> list[Line]:
    """A log without the ids of its events, which are new in every load."""
    return [(e.position, e.type, e.stream_id, e.version, e.occurred_at, e.recorded_at, e.actor) for e in log]


async def rollups(worker: Worker) -> list[tuple[object, ...]]:
    await worker.projector.run(TENANT)
    rows = await worker.pool.fetch("SELECT * FROM read_model.rollup ORDER BY node_type, node_id, month")
    return [tuple(row.values()) for row in rows]


async def test_a_load_is_whole_and_sound(small: Script, ledger: Ledger, worker: Worker) -> None:
    loaded = await loader(ledger, worker).load(small)
    assert loaded.sent == len(small.steps)

    log = await log_of(ledger.store)
    types = Counter(event.type for event in log)
    announced = {  # later, by workers
        *(VerdictAnnounced.TOPIC, VerdictSuperseded.TOPIC),
        *(PeriodAssessed.TOPIC, PeriodAssessmentSuperseded.TOPIC),
    }
    announced |= {topic for topic in event_types() if topic.startswith("obligation.")}
    assert set(types) - announced == set(event_types()) - announced
    assert types["meeting.absence-reclassified"] > 10
    assert (await verify_log(ledger.store, TENANT)).sound

    payloads = b"\n".join(event.payload for event in log)
    assert not [name for name in small.names if name.encode() in payloads]
    assert not [name for name in small.names if ascii(name)[1:-1].encode() in payloads]

    attendance = [e.domain_event for e in log if e.type == AttendanceRecorded.TOPIC]
    assert any(event.late_entry_days for event in attendance if isinstance(event, AttendanceRecorded))
    assert {event.source_client for event in log} == {"gridledger-demo", "gridledger"}

    assert await loader(ledger, worker).load(small) == Loaded(
        0, len(small.steps), loaded.last_position, whole=True
    )


async def test_each_day_is_closed_between_what_happened_on_it_and_on_the_next(
    small: Script, ledger: Ledger, worker: Worker
) -> None:
    """What follows from a day lies before its closing too."""
    await loader(ledger, worker).load(small)
    log = await log_of(ledger.store)
    closed = log[0].recorded_at.astimezone(ZONE).date() - timedelta(days=1)
    for event in log:
        said = event.domain_event
        if isinstance(said, DayClosed):
            assert (said.day, event.recorded_at) == (closed + timedelta(days=1), end_of(said.day, ZONE))
            closed = said.day
        else:
            assert event.recorded_at.astimezone(ZONE).date() == closed + timedelta(days=1)
    assert log[-1].recorded_at.astimezone(ZONE).date() == closed + timedelta(days=1)


async def test_a_load_that_was_cut_goes_on_where_it_was(
    small: Script, settings: Settings, databases: Databases
) -> None:
    async with opened(settings, databases) as (ledger, worker):
        await loader(ledger, worker).load(small)
        whole, whole_rollups = lines(await log_of(ledger.store)), await rollups(worker)

    async with opened(settings, databases) as (ledger, worker):
        for chunks in (1, 3, 8):
            with pytest.raises(CutError):
                await loader(ledger, worker, CutAfter(chunks)).load(small)
        await cancelled_after(0.3, loader(ledger, worker).load(small))  # somewhere in the middle of a chunk
        await ledger.store.settle()
        loaded = await loader(ledger, worker).load(small)
        assert 0 < loaded.sent < len(small.steps)
        assert lines(await log_of(ledger.store)) == whole
        assert await rollups(worker) == whole_rollups


async def test_a_refusal_stops_the_load_and_names_the_step(
    small: Script, ledger: Ledger, worker: Worker
) -> None:
    steps = list(small.steps)
    number = next(n for n, step in enumerate(steps) if isinstance(step.command, CancelMeeting))
    steps[number] = replace(steps[number], command=replace(steps[number].command, reason=None))
    with pytest.raises(LoadError, match=f"step {number}, CancelMeeting of .*: REASON_REQUIRED reason"):
        await loader(ledger, worker).load(replace(small, steps=tuple(steps)))


async def test_a_cut_load_with_later_events_is_not_continued(
    small: Script, ledger: Ledger, worker: Worker
) -> None:
    await loader(ledger, worker).load(replace(small, steps=small.steps[:60]))
    later = replace(small.steps[-1], command=small.steps[60].command, actor=small.steps[60].actor)
    later = replace(later, clock=datetime(2026, 6, 1, tzinfo=UTC), display_name=small.steps[60].display_name)
    [result] = await ledger.executor.execute_many([later.request(TENANT, "someone else's")])
    assert result.accepted
    loaded = await loader(ledger, worker).load(small)
    assert (loaded.sent, loaded.whole) == (0, False)
    assert loaded.last_position == result.last_position


@asynccontextmanager
async def opened(settings: Settings, databases: Databases) -> AsyncIterator[tuple[Ledger, Worker]]:
    """Everything on a database of its own."""
    database = databases.create()
    urls = DatabaseUrls(
        database.dsn("gridledger_app"), database.dsn("gridledger_projector"), given_migration=None
    )
    async with open_ledger(settings, urls) as ledger, open_worker(settings, urls, ledger) as worker:
        yield ledger, worker
    databases.drop(database)


async def cancelled_after(seconds: float, load: Coroutine[None, None, Loaded]) -> None:
    task = asyncio.create_task(load)
    await asyncio.sleep(seconds)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
