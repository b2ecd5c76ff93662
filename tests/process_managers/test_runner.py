"""Each event is reacted to, with one effect, whoever is killed, twice at it, or away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from domain.core.command import Command
from domain.core.context import Context
from domain.leave.commands import GrantLeave
from domain.meetings.commands import AttendanceEntry, RecordAttendance
from domain.meetings.events import AbsenceReason, AbsenceReclassified, AttendanceStatus
from event_store.errors import StoreUnavailableError
from event_store.picking import Pick
from event_store.pool import Pool, make_pool
from event_store.records import RecordedEvent
from event_store.store import EventStore
from process_managers import runner as runner_module
from process_managers.absence_reclassification import NAME, AbsenceReclassification
from process_managers.reactions import Reaction
from process_managers.runner import ProcessRunner
from tests.application.conftest import TENANT, CountyOffice, office_on
from tests.event_store.soundness import sound_log
from tests.process_managers.conftest import runner_of
from tests.support.postgres import PrivateCluster
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support.random_commands import LEAVES, MEETINGS
from tests.unit.support.world import BEN, NOW

BOOKMARK = "SELECT position, error FROM read_model.process_bookmark WHERE tenant_id = $1 AND process = $2"


@dataclass
class Fails:
    """A process manager that fails as long as ``failing`` says; then it does as the real one."""

    real: AbsenceReclassification
    failing: set[str] = field(default_factory=set)  # counties
    name: str = NAME
    reacts_to: Pick = AbsenceReclassification.reacts_to

    async def react(self, events: Sequence[RecordedEvent], context: Context) -> Sequence[Reaction]:
        if any(event.tenant_id in self.failing for event in events):
            raise RuntimeError(f"not today, {BEN}")
        return await self.real.react(events, context)


def late_grant() -> tuple[Command, ...]:
    """Ben missed a meeting, and has leave of that day now."""
    missed = AttendanceEntry(BEN, AttendanceStatus.ABSENT, AbsenceReason.NONE_GIVEN)
    return RecordAttendance(meeting_id=MEETINGS[0], entries=(missed,)), GrantLeave(leave_id=LEAVES[0])


async def a_late_grant(office: CountyOffice, tenant: str = TENANT) -> None:
    for command in late_grant():
        assert (await office.give(command, tenant_id=tenant)).accepted


async def effects(store: EventStore, tenant: str = TENANT) -> int:
    log = await sound_log(store, tenant)
    return sum(isinstance(event.domain_event, AbsenceReclassified) for event in log)


async def bookmark(pool: Pool, tenant: str = TENANT) -> tuple[int, str | None]:
    row = await pool.fetchrow(BOOKMARK, tenant, NAME)
    assert row is not None
    return row["position"], row["error"]


@asynccontextmanager
async def running(runner: ProcessRunner) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(runner.run_forever(stop, poll_seconds=0.02))
    try:
        yield
    finally:
        stop.set()
        await task


async def until_there_are(store: EventStore, count: int, tenant: str = TENANT) -> None:
    async with asyncio.timeout(15):
        while await effects(store, tenant) < count:  # noqa: ASYNC110 - the log is all there is to wait for
            await asyncio.sleep(0.02)


async def test_what_it_did_is_told(office: CountyOffice, store: EventStore, runner: ProcessRunner) -> None:
    await a_late_grant(office)
    assert await runner.run(TENANT) == 1
    head = await store.head(TENANT)
    change = await store.read_event(TENANT, head.last_position)
    assert change is not None
    assert change.causation_id is not None
    assert (change.actor, change.capacity) == (f"process:{NAME}", "PROCESS_MANAGER")
    (cause,) = await store.read_events_by_id(TENANT, [change.causation_id])
    assert cause.type == "meeting.attendance-recorded"  # the leave was granted when this was looked at
    assert change.correlation_id == cause.correlation_id


async def test_a_second_runner_finds_it_done(
    worker_pool: Pool, office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    await a_late_grant(office)
    await runner.run(TENANT)
    await worker_pool.execute("DELETE FROM read_model.process_bookmark")  # as if it had never run
    assert await runner_of(worker_pool, store, office).run(TENANT) == 0
    assert await effects(store) == 1


async def test_five_runners_at_once_have_one_effect(
    pool: Pool, worker_pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    await a_late_grant(office)
    runners = [runner_of(worker_pool, store, office_on(pool, EventStore(pool))) for _ in range(5)]
    await asyncio.gather(*(runner.run(TENANT) for runner in runners))
    assert await effects(store) == 1
    await runners[0].run(TENANT)
    assert (await bookmark(worker_pool))[0] == (await store.head(TENANT)).last_position


async def test_five_without_a_bookmark_between_them_have_one_effect(
    pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    """Even where the row that keeps others out is passed by, the ids of commands and events agree."""
    await a_late_grant(office)
    head = (await store.head(TENANT)).last_position
    manager = AbsenceReclassification(store)

    async def react() -> None:
        event = await store.read_event(TENANT, head)
        assert event is not None
        runner = runner_of(pool, store, office_on(pool, EventStore(pool)))
        context = Context(
            now=event.recorded_at,
            zone=runner_module._UTC,
            ids=runner._ids,
            policies=runner._policies,
        )
        await runner._issue(TENANT, manager, await manager.react([event], context))

    await asyncio.gather(*(react() for _ in range(5)))
    assert await effects(store) == 1


async def test_killed_between_command_and_bookmark(
    worker_pool: Pool,
    office: CountyOffice,
    store: EventStore,
    runner: ProcessRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await a_late_grant(office)
    with monkeypatch.context() as dying:
        dying.setattr(
            runner_module,
            "_MOVE",
            "SELECT pg_terminate_backend(pg_backend_pid()), $1::text, $2::text, $3::bigint, $4::timestamptz",
        )
        with pytest.raises(StoreUnavailableError):
            await runner.run(TENANT)
    assert await effects(store) == 1
    assert (await bookmark(worker_pool))[0] == 0
    assert await runner.run(TENANT) == 0
    assert await effects(store) == 1
    assert (await bookmark(worker_pool))[0] == (await store.head(TENANT)).last_position


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_batches_may_end_anywhere(
    worker_pool: Pool,
    office: CountyOffice,
    store: EventStore,
    runner: ProcessRunner,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    """One effect, whether absence and leave are looked at together or one after the other, and nothing left over."""
    monkeypatch.setattr(runner_module, "BATCH", size)
    await a_late_grant(office)
    assert await runner.run(TENANT) == 1
    assert await effects(store) == 1
    assert (await bookmark(worker_pool))[0] == (await store.head(TENANT)).last_position
    assert await runner.run(TENANT) == 0


async def test_what_concerns_nobody_is_passed_over(
    worker_pool: Pool, office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    """The founding alone: the bookmark moves to its end."""
    assert await runner.run(TENANT) == 0
    assert await bookmark(worker_pool) == ((await store.head(TENANT)).last_position, None)


async def test_a_rehearsal_is_reacted_to_at_its_own_time(
    worker_pool: Pool, unfounded: CountyOffice, store: EventStore
) -> None:
    """It lies in the past: what is recorded by the machine's clock would let no one act then any more."""
    then = NOW - timedelta(hours=1)
    for command in FOUNDING:
        assert (await unfounded.give(command, clock=then)).accepted
    for command in late_grant():
        assert (await unfounded.give(command, clock=NOW)).accepted
    assert await runner_of(worker_pool, store, unfounded).run(TENANT) == 1
    head = await store.head(TENANT)
    assert head.last_recorded_at == NOW
    assert await effects(store) == 1


async def test_an_error_is_written_down_and_wiped_away(
    worker_pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    manager = Fails(AbsenceReclassification(store), {TENANT})
    runner = runner_of(worker_pool, store, office, manager)
    await a_late_grant(office)
    with pytest.raises(RuntimeError):
        await runner.run(TENANT)
    assert await bookmark(worker_pool) == (0, "RuntimeError")
    manager.failing.clear()
    assert await runner.run(TENANT) == 1
    assert await bookmark(worker_pool) == ((await store.head(TENANT)).last_position, None)


async def test_a_county_that_fails_stops_no_other(
    worker_pool: Pool, office: CountyOffice, store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "RETRY_SECONDS", 0.1)
    first = "a county before"  # in order of names
    for command in FOUNDING:
        assert (await office.give(command, tenant_id=first)).accepted
    manager = Fails(AbsenceReclassification(store), {first})
    with capture_logs() as logs:
        async with running(runner_of(worker_pool, store, office, manager)):
            await a_late_grant(office, first)
            await a_late_grant(office)
            await until_there_are(store, 1)
            assert await effects(store, first) == 0
            assert (await bookmark(worker_pool, first))[1] == "RuntimeError"
            manager.failing.clear()
            await until_there_are(store, 1, first)
    told = [(entry["tenant_id"], entry["error"]) for entry in logs if entry["log_level"] == "error"]
    assert {*told} == {(first, "RuntimeError in test_runner.py react")}  # and nothing that its message quotes


async def test_a_county_founded_later_is_found(
    worker_pool: Pool, office: CountyOffice, store: EventStore, runner: ProcessRunner
) -> None:
    async with running(runner):
        for command in FOUNDING:
            assert (await office.give(command, tenant_id="later")).accepted
        await a_late_grant(office, "later")
        await until_there_are(store, 1, "later")


@pytest.mark.faults
async def test_it_goes_on_once_the_database_is_back(
    private_cluster: PrivateCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "RETRY_SECONDS", 0.1)
    app = await make_pool(private_cluster.dsn("gridledger_app"), max_size=4)
    worker = await make_pool(private_cluster.dsn("gridledger_projector"), max_size=4)
    store = EventStore(app)
    office = office_on(app, store)
    for command in FOUNDING:
        assert (await office.give(command)).accepted
    async with running(runner_of(worker, store, office)):
        await asyncio.to_thread(private_cluster.stop)
        await asyncio.sleep(0.3)
        await asyncio.to_thread(private_cluster.start)
        await a_late_grant(office)
        await until_there_are(store, 1)
    await worker.close()
    await app.close()


async def test_it_stops_whatever_happens_at_that_moment(store: EventStore, runner: ProcessRunner) -> None:
    """A stop by cancellation was lost where it met the end of a wait."""
    for number in range(200):
        stop = asyncio.Event()
        task = asyncio.create_task(runner.run_forever(stop, poll_seconds=0.001))
        await asyncio.sleep(number % 20 / 4000)
        store.wakeups.wake(TENANT)
        stop.set()
        async with asyncio.timeout(5):
            await task
