"""Each day of a county is closed once it is over there, once, in order, whoever was away or at it at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from application.access import SCOPES
from application.actor import Actor, Role
from application.counties import Counties
from domain.clock.commands import CloseDay
from domain.clock.events import CLOCK_ID, DayClosed
from domain.core import Occurred
from domain.county.commands import FoundCounty
from event_store.errors import UnknownCountyError
from event_store.pool import Pool
from event_store.store import EventStore
from process_managers import day_closer
from process_managers.day_closer import DayCloser, NoRehearsalError, end_of
from projections.clock import CLOCK
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.application.conftest import TENANT, codes, office_on
from tests.event_store.soundness import sound_log
from tests.unit.application.test_histories import FOUNDING

FOUNDED = date(2026, 1, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")
assert isinstance(FOUNDING[0], FoundCounty)
FOUND = replace(FOUNDING[0], occurred_at=Occurred.on(FOUNDED), rehearsal=False)


class Worker:
    """A process of its own: an executor, a store and a closer, by one wall clock that is set by hand."""

    def __init__(self, pool: Pool, now: str) -> None:
        self.now = now
        self.store = EventStore(pool)
        self.office = office_on(pool, self.store, now=self.instant)
        self.closer = DayCloser(
            store=self.store,
            executor=self.office.executor,
            counties=Counties(self.store, production=False),
            now=self.instant,
        )

    def instant(self) -> datetime:
        return datetime.fromisoformat(self.now).replace(tzinfo=SHANGHAI).astimezone(UTC)

    async def run(self, tenant: str = TENANT) -> int:
        return await self.closer.run(tenant)


async def a_county(worker: Worker, tenant: str = TENANT, **fields: object) -> None:
    found = replace(FOUND, **fields)  # type: ignore[arg-type]
    assert (await worker.office.give(found, tenant_id=tenant)).accepted


async def days(store: EventStore, tenant: str = TENANT) -> list[date]:
    """The days closed, in the order of a log that is sound."""
    log = [event.domain_event for event in await sound_log(store, tenant)]
    return [event.day for event in log if isinstance(event, DayClosed)]


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


async def test_a_day_is_closed_at_midnight(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-01-20T23:59:59.999999")
    await a_county(worker)
    assert await worker.run() == 0
    worker.now = "2026-01-21T00:00:00"
    assert await worker.run() == 1
    assert await worker.run() == 0
    (closed,) = [event for event in await store.read_log(TENANT, 0, 100) if event.stream_id == CLOCK_ID]
    assert (closed.actor, closed.capacity) == ("process:clock", "PROCESS_MANAGER")
    assert (closed.version, closed.occurred_at) == (1, "2026-01-20")


async def test_counties_have_midnights_of_their_own(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-01-21T00:00:00")
    await a_county(worker)
    await a_county(worker, "xinjiang", time_zone="Asia/Urumqi")
    assert [await worker.run(), await worker.run("xinjiang")] == [1, 0]
    worker.now = "2026-01-21T02:00:00"
    assert [await worker.run(), await worker.run("xinjiang")] == [0, 1]
    assert await days(store) == await days(store, "xinjiang") == [FOUNDED]


async def test_after_an_outage_of_forty_days_all_are_closed_in_order(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-01-25T00:30:00")
    await a_county(worker)
    assert await worker.run() == 5
    again = Worker(pool, "2026-03-06T09:00:00")  # another process, which has to look where the clock stands
    assert await again.run() == 40
    assert await days(store) == days_from(FOUNDED, 45)
    assert (await days(store))[-1] == date(2026, 3, 5)


async def test_the_leap_day_is_closed(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2024-03-02T00:00:00")
    await a_county(worker, occurred_at=Occurred("2024-02-28"))
    assert await worker.run() == 3
    assert await days(store) == [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]


@pytest.mark.parametrize("batch", [1, 7, 400])
async def test_workers_at_once_close_each_day_once(
    pool: Pool, store: EventStore, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """Between them: what one counts, no other does."""
    monkeypatch.setattr(day_closer, "BATCH", batch)
    first = Worker(pool, "2026-02-01T00:00:00")
    await a_county(first)
    workers = [first, *(Worker(pool, "2026-02-01T00:00:00") for _ in range(2))]
    assert sum(await asyncio.gather(*(worker.run() for worker in workers))) == 12
    assert await days(store) == days_from(FOUNDED, 12)


async def test_a_wall_clock_that_goes_back_opens_no_day(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-01-23T00:00:00")
    await a_county(worker)
    assert await worker.run() == 3
    worker.now = "2026-01-21T12:00:00"
    assert await worker.run() == await Worker(pool, worker.now).run() == 0
    worker.now = "2026-01-24T00:00:00"
    assert await worker.run() == 1
    assert await days(store) == days_from(FOUNDED, 4)


async def test_where_two_wall_clocks_differ_the_later_one_is_refused_and_tried_again(
    pool: Pool, store: EventStore
) -> None:
    """The closer's was ahead of the one that decides; the refusal does not stay."""
    worker = Worker(pool, "2026-01-20T23:59:59")
    await a_county(worker)
    ahead = DayCloser(
        store=worker.store,
        executor=worker.office.executor,
        counties=Counties(worker.store, production=False),
        now=lambda: worker.instant() + timedelta(seconds=2),
    )
    with capture_logs() as logs:
        assert await ahead.run(TENANT) == 0
    assert [entry["codes"] for entry in logs] == [["DAY_NOT_OVER"]]
    worker.now = "2026-01-21T00:00:00"
    assert await ahead.run(TENANT) == 1
    assert await days(store) == [FOUNDED]


async def test_no_clock_before_the_founding(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-02-01T00:00:00")
    with pytest.raises(UnknownCountyError):
        await worker.run()
    (unfounded,) = await store.tenants()  # a log without its first event
    with capture_logs() as logs:
        async with running(worker.closer):
            await asyncio.sleep(0.05)
    assert logs == []
    assert (await store.head(unfounded)).last_position == 0


async def test_a_rehearsal_is_closed_where_it_is_told_to(pool: Pool, store: EventStore) -> None:
    """Its worker leaves it alone. Each day ends at its midnight, or when the log says that it is already."""
    worker = Worker(pool, "2026-02-01T00:00:00")
    founded_at = datetime(2026, 1, 20, 9, tzinfo=SHANGHAI)
    found = replace(FOUND, rehearsal=True)
    assert (await worker.office.give(found, clock=founded_at)).accepted
    assert await worker.run() == 0
    assert await worker.closer.close_until(TENANT, date(2026, 1, 22)) == 3
    assert await worker.closer.close_until(TENANT, date(2026, 1, 22)) == 0
    log = [event for event in await sound_log(store, TENANT) if event.stream_id == CLOCK_ID]
    assert [event.recorded_at for event in log] == [end_of(day, SHANGHAI) for day in days_from(FOUNDED, 3)]

    head = await store.head(TENANT)
    assert head.last_recorded_at is not None
    late = head.last_recorded_at + timedelta(days=9)
    assert (await worker.office.give(FOUNDING[2], clock=late)).accepted
    assert await worker.closer.close_until(TENANT, date(2026, 1, 23)) == 1
    assert (await sound_log(store, TENANT))[-1].recorded_at == late


async def test_no_production_is_closed_by_hand(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-02-01T00:00:00")
    await a_county(worker)
    with pytest.raises(NoRehearsalError):
        await worker.closer.close_until(TENANT, FOUNDED)
    assert await days(store) == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROCESS_MANAGER}))
async def test_nobody_closes_a_day(pool: Pool, store: EventStore, role: Role) -> None:
    """No mutation gives the command, and no capacity has the power: not with every scope there is."""
    worker = Worker(pool, "2026-02-01T00:00:00")
    await a_county(worker)
    actor = Actor("somebody", role, scopes=frozenset(SCOPES))
    result = await worker.office.give(CloseDay(day=FOUNDED), actor=actor)
    assert codes(result) == ["FORBIDDEN"]
    assert await days(store) == []


async def test_a_county_that_fails_holds_up_no_other(
    pool: Pool, store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(pool, "2026-01-23T00:00:00")
    for tenant in ("a", "b", "c"):
        await a_county(worker, tenant)
    run, failing = worker.closer.run, {"b"}

    async def fails(tenant_id: str) -> int:
        if tenant_id in failing:
            raise RuntimeError("not today")
        return await run(tenant_id)

    monkeypatch.setattr(worker.closer, "run", fails)
    async with running(worker.closer):
        await until_closed(store, 3, "a", "c")
        assert await days(store, "b") == []
        failing.clear()
        await until_closed(store, 3, "b")


async def test_it_goes_on_by_itself(pool: Pool, store: EventStore) -> None:
    worker = Worker(pool, "2026-01-22T00:00:00")
    async with running(worker.closer):
        await a_county(worker)  # while it runs already
        await until_closed(store, 2)
        worker.now = "2026-01-23T00:00:00"
        await until_closed(store, 3)
    assert await days(store) == days_from(FOUNDED, 3)


async def test_a_rebuild_changes_nothing(pool: Pool, worker_pool: Pool) -> None:
    worker = Worker(pool, "2026-03-01T00:00:00")
    await a_county(worker)
    await worker.run()
    projector = Projector(worker_pool, EventStore(worker_pool), READ_MODELS)
    await projector.run(TENANT)
    async with worker_pool.acquire() as connection:
        (row,) = await connection.fetch(f"SELECT * FROM read_model.{CLOCK.name}")
    assert (row["closed_on"], row["position"]) == (date(2026, 2, 28), 42)
    report = await Rebuilder(worker_pool, EventStore(worker_pool), READ_MODELS).rebuild(TENANT)
    assert report.is_same
    assert await worker.run() == 0  # nothing was closed by it either
    assert (await worker.store.head(TENANT)).last_position == 42


@asynccontextmanager
async def running(closer: DayCloser) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(closer.run_forever(stop, poll_seconds=0.02))
    try:
        yield
    finally:
        stop.set()
        await task


async def until_closed(store: EventStore, count: int, *tenants: str) -> None:
    async with asyncio.timeout(15):
        for tenant in tenants or (TENANT,):
            while len(await days(store, tenant)) < count:  # noqa: ASYNC110 - the log is all there is to wait for
                await asyncio.sleep(0.02)
