"""A stream that cannot be folded is parked with what follows it; all others go on, and a rebuild mends it."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Sequence
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from domain.core import DomainEvent
from domain.grids.events import GridDefined
from domain.meetings.events import AttendanceRecorded, MeetingPlanned
from domain.organisation.events import OrganisationFounded
from event_store.errors import StoreUnavailableError
from event_store.pool import Pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework.fold import FoldError
from projections.framework.parking import ParkedStream, parked_streams
from projections.framework.read_model import ReadModel
from projections.framework.rebuild import Rebuilder
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults
from tests.projections.world import World

SECRET = "what the event holds"


def failing(events: Collection[DomainEvent], error: Callable[[], Exception] | None = None) -> list[ReadModel]:
    """All read models, and after them one that fails at these events."""
    poison = {event.event_id for event in events}

    def fail(rows: Rows, events: Sequence[DomainEvent], records: Sequence[LoggedEvent]) -> None:
        if any(event.event_id in poison for event in events):
            raise error() if error else ArithmeticError(SECRET)

    return [*READ_MODELS, ReadModel(name="failing", tables=(), every_run=fail)]


def of_type(events: Iterable[DomainEvent], *types: type[DomainEvent]) -> list[DomainEvent]:
    return [event for event in events if isinstance(event, types)]


@pytest.fixture
async def world(app_pool: Pool) -> World:
    world = World(app_pool, seed=6)
    await world.build()
    await world.live(250)
    return world


async def fold(pool: Pool, world: World, read_models: list[ReadModel], batch_events: int = 1000) -> None:
    store = EventStore(pool)
    await Projector(pool, store, read_models, batch_events=batch_events).run(world.tenant)


async def parked(pool: Pool) -> dict[UUID, ParkedStream]:
    async with pool.acquire() as connection:
        return {one.stream_id: one for one in await parked_streams(connection)}


def without(events: list[DomainEvent], streams: dict[UUID, ParkedStream]) -> list[DomainEvent | None]:
    """The log without what is parked."""
    return [
        None
        if event.originator_id in streams and streams[event.originator_id].position <= position
        else event
        for position, event in enumerate(events, start=1)
    ]


async def verified(pool: Pool, world: World, read_models: list[ReadModel]) -> list[str]:
    report = await Rebuilder(pool, EventStore(pool), read_models).verify(world.tenant)
    return [str(line) for table in report.tables for line in table.first]


@pytest.mark.parametrize(("seed", "batch_events"), [(1, 1), (2, 7), (3, 100), (4, 1000), (5, 1000)])
async def test_all_else_is_as_if_what_is_parked_had_never_been_said(
    app_pool: Pool, projector_pool: Pool, world: World, seed: int, batch_events: int
) -> None:
    chance = random.Random(seed)
    poison = chance.sample(world.events[1:], 6)
    poison += chance.sample(of_type(world.events, AttendanceRecorded), 2)  # in the midst of runs
    models = failing(poison)
    await fold(projector_pool, world, models, batch_events)
    streams = await parked(projector_pool)
    passed_over = without(world.events, streams)
    assert {event.originator_id for event in poison} <= streams.keys()
    assert sum(one.events for one in streams.values()) == passed_over.count(None)
    assert faults(await all_rows(app_pool, world.tenant), Recount(passed_over)) == []
    assert await verified(projector_pool, world, models) == []

    await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).rebuild(world.tenant)
    assert await parked(projector_pool) == {}
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


async def test_says_what_happened_and_nothing_that_the_event_holds(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    event = of_type(world.events, AttendanceRecorded)[5]
    position = world.events.index(event) + 1
    with capture_logs() as logs:
        await fold(projector_pool, world, failing([event]), 40)
        await world.live(40)
        await fold(projector_pool, world, failing([event]), 40)
    (one,) = (await parked(projector_pool)).values()
    assert (
        one.error
        == f"position {position}, meeting.attendance-recorded: ArithmeticError in test_parking.py fail"
    )
    assert (one.stream_id, one.stream_type, one.position) == (event.originator_id, "meeting", position)
    meeting = world.meetings[event.originator_id]
    assert one.org_path == Recount(world.events).path(meeting.organisation_id, meeting.held_on)
    (recorded,) = await world.store.read_log(world.tenant, position - 1, 1)
    assert one.since == recorded.recorded_at
    told = [entry for entry in logs if entry["log_level"] == "error"]
    assert [(entry["tenant_id"], entry["stream_id"], entry["error"]) for entry in told] == [
        (world.tenant, str(one.stream_id), one.error)
    ]
    assert SECRET not in str(logs)


async def test_a_stream_that_needs_what_is_parked_is_parked_too(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    branch = next(
        event for event in of_type(world.events, OrganisationFounded) if event.originator_id in world.branches
    )
    await fold(projector_pool, world, failing([branch]))
    streams = await parked(projector_pool)
    registered = [id_ for id_ in world.members if id_ in streams]
    held = [id_ for id_, event in world.meetings.items() if event.organisation_id == branch.originator_id]
    assert registered
    assert held
    assert set(held) <= streams.keys()
    assert "MissingRowError in organisation_places.py place_on" in streams[held[0]].error
    assert str(branch.originator_id) in streams[held[0]].error
    assert faults(await all_rows(app_pool, world.tenant), Recount(without(world.events, streams))) == []


async def test_what_a_parked_grid_would_have_covered_does_not_stop_the_county(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    top = of_type(world.events, GridDefined)[0]
    await fold(projector_pool, world, failing([top]))
    streams = await parked(projector_pool)
    assert {id_ for level in world.grids for id_ in level} & streams.keys() > {top.originator_id}
    assert faults(await all_rows(app_pool, world.tenant), Recount(without(world.events, streams))) == []


async def test_a_county_that_cannot_be_founded_parks_all_that_depends_on_it(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    await fold(projector_pool, world, failing(world.events[:1]))
    streams = await parked(projector_pool)
    assert streams.keys() == {event.originator_id for event in world.events}
    assert {one.org_path for one in streams.values()} == {""}
    await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).rebuild(world.tenant)
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


async def test_a_rebuild_of_one_read_model_mends_all_where_streams_were_parked(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    await fold(projector_pool, world, failing(of_type(world.events, MeetingPlanned)[:1]))
    await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).rebuild(world.tenant, ["scores"])
    assert await parked(projector_pool) == {}
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


@pytest.mark.parametrize(
    "error", [asyncpg.DeadlockDetectedError, StoreUnavailableError, OSError, MemoryError]
)
async def test_what_is_no_fault_of_the_event_parks_nothing(
    app_pool: Pool, projector_pool: Pool, world: World, error: type[Exception]
) -> None:
    models = failing(of_type(world.events, MeetingPlanned)[:1], error)
    with pytest.raises(error):
        await fold(projector_pool, world, models)
    assert await parked(projector_pool) == {}
    await fold(projector_pool, world, list(READ_MODELS))
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []


async def test_a_fault_at_the_end_of_a_batch_stops_the_county(
    app_pool: Pool, projector_pool: Pool, world: World
) -> None:
    def fail(rows: Rows) -> None:
        raise ArithmeticError(SECRET)

    models = [*READ_MODELS, ReadModel(name="sums", tables=(), at_end=fail)]
    with pytest.raises(
        FoldError, match=r"sums, at the end of a batch: position \d+, .*: ArithmeticError in"
    ) as stop:
        await fold(projector_pool, world, models)
    assert SECRET not in str(stop.value)
    assert await parked(projector_pool) == {}
