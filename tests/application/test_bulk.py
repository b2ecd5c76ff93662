"""Runs in chunks, the next decided while the last is appended: as if each command had come by itself."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from itertools import count, islice
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.request import CommandRequest, CommandResult
from domain.core import DomainEvent
from domain.core.command import Command
from domain.leave.commands import GrantLeave, RequestLeave
from domain.leave.events import LeaveKind
from domain.organisation.commands import RenameOrganisation
from domain.scoring.commands import AwardPoints
from domain.scoring.events import PointsClass, account_id
from event_store.errors import StoreUnavailableError
from event_store.pool import Pool
from event_store.records import Mode, Outcome
from event_store.store import EventStore, ToAppend
from tests.application.conftest import TENANT, CountyOffice, InterruptedStore, codes, office_on
from tests.event_store.soundness import sound_log
from tests.unit.application.test_histories import FOUNDING
from tests.unit.support.random_commands import LEAVES, random_commands
from tests.unit.support.world import ANN, BRANCH, CAT, TODAY

_TENANTS = count()


def in_chunks(office: CountyOffice, size: int) -> CountyOffice:
    office.executor._bulk.chunk = size
    return office


def rename(name: str) -> RenameOrganisation:
    return RenameOrganisation(organisation_id=BRANCH, name=name)


def award(hundredths: int = 100) -> AwardPoints:
    return AwardPoints(
        member_id=ANN,
        year=TODAY.year,
        points_hundredths=hundredths,
        points_class=PointsClass.TASK,
        rule="STUDY",
    )


async def points(store: EventStore) -> list[int]:
    events = await store.read_stream(TENANT, account_id(ANN, TODAY.year))
    return [e.domain_event.points_hundredths for e in events[1:]]  # type: ignore[attr-defined]


class WatchedStore(EventStore):
    """Tells before each append how many commands it brings; what it is told may fail."""

    watch: Callable[[int], Awaitable[None]] | None = None

    async def append(
        self, tenant: str, commands: Sequence[ToAppend], *, found: Mode | None = None
    ) -> list[Outcome]:
        if self.watch is not None:
            await self.watch(len(commands))
        return await super().append(tenant, commands, found=found)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), chunk=st.integers(1, 9))
async def test_a_run_comes_to_the_same_as_its_commands_one_by_one(
    pool: Pool, store: EventStore, seed: int, chunk: int
) -> None:
    """The same answers, and logs that tell the same in the same order."""
    alone, together = f"alone-{next(_TENANTS)}", f"together-{next(_TENANTS)}"
    one_by_one, in_a_run = office_on(pool, store), in_chunks(office_on(pool, EventStore(pool)), chunk)
    for tenant in (alone, together):
        for command in FOUNDING:
            assert (await one_by_one.give(command, tenant_id=tenant)).accepted
    streams: dict[UUID, list[DomainEvent]] = {}
    for event in await store.read_log(alone, 0, 1000):
        streams.setdefault(event.stream_id, []).append(event.domain_event)
    drawn = (command for command in random_commands(seed, streams) if _fits_both(command))
    commands = list(islice(drawn, 40))
    singly = [await one_by_one.give(command, tenant_id=alone) for command in commands]
    requests = [in_a_run.request(command, tenant_id=together) for command in commands]
    results = await in_a_run.executor.execute_many(requests)
    assert list(map(_answer, results)) == list(map(_answer, singly))
    logs = [[(e.stream_id, e.version, e.type) for e in await sound_log(store, t)] for t in (alone, together)]
    assert logs[0] == logs[1]


def _fits_both(command: Command) -> bool:
    """An event has another id in the other county, and a parent is always given."""
    fields = {field.name: getattr(command, field.name) for field in dataclasses.fields(command)}
    of_events = {"corrects", "reverses", "about", "correction"}
    return not fields.keys() & of_events and fields.get("parent_id", BRANCH) is not None


def _answer(result: CommandResult) -> CommandResult:
    return msgspec.structs.replace(result, recorded_at=None)


async def test_the_next_chunk_is_decided_while_the_last_is_appended(pool: Pool, office: CountyOffice) -> None:
    store = WatchedStore(pool)
    bulk = in_chunks(office_on(pool, store), 8)
    decided: list[CommandRequest] = []
    decide = bulk.executor._bulk.steps.decider.decide

    async def note(request: CommandRequest, streams: object) -> object:
        decided.append(request)
        return await decide(request, streams)  # type: ignore[arg-type]

    seen: list[tuple[int, int]] = []

    async def watch(size: int) -> None:
        for _ in range(50):
            await asyncio.sleep(0)
        seen.append((size, len(decided)))

    bulk.executor._bulk.steps.decider.decide = note  # type: ignore[method-assign,assignment]
    store.watch = watch
    results = await bulk.executor.execute_many([bulk.request(rename(f"第{n}名")) for n in range(20)])
    assert all(result.accepted for result in results)
    assert seen == [(2, 10), (8, 18), (8, 20), (2, 20)]


async def test_what_was_decided_ahead_falls_with_what_it_rests_on(
    pool: Pool, interrupted: InterruptedStore, office: CountyOffice, store: EventStore
) -> None:
    """Another writer brings the stream to the very version that the second chunk was decided on."""
    late = in_chunks(office_on(pool, interrupted), 1)
    assert (await office.give(award())).accepted
    interrupted.interruption = lambda: office.give(award(300))
    results = await late.executor.execute_many([late.request(award(400 + n)) for n in range(4)])
    assert all(result.accepted for result in results)
    assert await points(store) == [100, 300, 400, 401, 402, 403]
    await sound_log(store, TENANT)


async def test_a_run_that_came_before_is_answered_again(office: CountyOffice, store: EventStore) -> None:
    requests = [office.request(award(100 + n)) for n in range(6)]
    in_chunks(office, 2)
    first = await office.executor.execute_many(requests[:3])
    results = await office.executor.execute_many(requests)
    assert [result.repeated for result in results] == [True] * 3 + [False] * 3
    assert [msgspec.structs.replace(result, repeated=False) for result in results[:3]] == first
    assert await points(store) == [100 + n for n in range(6)]


async def test_nothing_follows_a_chunk_that_failed(
    pool: Pool, office: CountyOffice, store: EventStore
) -> None:
    watched = WatchedStore(pool)
    bulk = in_chunks(office_on(pool, watched), 2)
    sizes: list[int] = []

    async def fail(size: int) -> None:
        sizes.append(size)
        raise StoreUnavailableError("gone")

    watched.watch = fail
    requests = [bulk.request(award(100 + n)) for n in range(6)]
    with pytest.raises(StoreUnavailableError):
        await bulk.executor.execute_many(requests)
    assert sizes == [1]
    watched.watch = None
    assert all(result.accepted for result in await bulk.executor.execute_many(requests))
    assert await points(store) == [100 + n for n in range(6)]


async def test_a_leave_that_is_asked_for_ahead_is_seen(office: CountyOffice) -> None:
    """No index of the log has it yet when the next chunk looks for the person's leaves."""
    in_chunks(office, 1)
    asked = [
        RequestLeave(leave_id=leave_id, member_id=CAT, kind=LeaveKind.ILLNESS, from_on=TODAY, to_on=TODAY)
        for leave_id in LEAVES[1:3]
    ]
    commands: list[Command] = [asked[0], GrantLeave(leave_id=LEAVES[1]), asked[1]]
    results = await office.executor.execute_many([office.request(command) for command in commands])
    assert [codes(result) for result in results] == [[], [], ["LEAVE_OVERLAPS"]]
