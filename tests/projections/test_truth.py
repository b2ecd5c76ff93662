"""For seeded random histories: live rows = rebuilt rows = rows recounted by hand, however batches fell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from domain.core import DomainEvent, Occurred
from domain.grids.commands import AssignCoverage, CorrectGrid, DefineGrid
from domain.meetings.commands import PlanMeeting
from domain.meetings.events import AttendanceRecorded, MeetingKind
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from domain.registry import event_types
from domain.scoring.commands import AwardPoints
from domain.scoring.events import PointsClass
from event_store.pool import Pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework.county import CountyProjection, Step
from projections.framework.fold import Fold
from projections.framework.read_model import ReadModel
from projections.framework.rebuild import Rebuilder
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.framework.runs import end_of_run, run_handlers_of
from projections.grids import GRID
from projections.registry import READ_MODELS
from projections.rollups import ROLLUP
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults, rows_of
from tests.projections.world import World


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_live_rows_equal_rebuilt_and_recounted_ones(
    app_pool: Pool, projector_pool: Pool, projector: Projector, seed: int
) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    for _ in range(6):
        await world.live(200)
        await projector.run(world.tenant)
    assert faults(await all_rows(app_pool, world.tenant), Recount(world.events)) == []
    report = await Rebuilder(projector_pool, EventStore(projector_pool), READ_MODELS).verify(world.tenant)
    assert report.position == len(world.events)
    assert [str(line) for table in report.tables for line in table.first] == []
    assert report.is_same


async def test_a_history_has_every_type_of_event(app_pool: Pool) -> None:
    world = World(app_pool, seed=1)
    await world.build()
    await world.live(1200)
    counts = Counter(event.TOPIC for event in world.events)
    assert world.refused > 100
    assert counts.keys() == event_types().keys()


async def test_rows_are_the_same_whether_events_come_in_runs_or_one_by_one(
    app_pool: Pool, projector_pool: Pool
) -> None:
    def watch(rows: Rows, event: DomainEvent, record: LoggedEvent) -> None:
        """A read model that takes events one by one makes all others take them so."""

    world = World(app_pool, seed=5)
    await world.build()
    await world.live(400)
    store = EventStore(projector_pool)
    log = await store.read_log(world.tenant, 0, 10_000)
    assert any(end_of_run(log, start) - start > 3 for start in range(len(log)))
    one_by_one = [*READ_MODELS, ReadModel(name="watching", tables=(), every=watch)]
    assert run_handlers_of(READ_MODELS, AttendanceRecorded)
    assert not run_handlers_of(one_by_one, AttendanceRecorded)
    await Projector(projector_pool, store, one_by_one).run(world.tenant)
    report = await Rebuilder(projector_pool, store, READ_MODELS).verify(world.tenant)
    assert [str(line) for table in report.tables for line in table.first] == []


async def test_what_was_not_loaded_before_a_batch_is_loaded_on_the_way(
    app_pool: Pool, projector_pool: Pool
) -> None:
    world = World(app_pool, seed=6)
    await world.build()
    await world.live(200)
    store = EventStore(projector_pool)
    unprepared = [replace(model, reads={}) for model in READ_MODELS]
    reached = 0
    while reached < len(world.events):
        county = CountyProjection(
            world.tenant, projector_pool, store, Fold(unprepared)
        )  # nothing is in memory
        while await county.step(60) is Step.FOLDED and county.at.position == reached:
            pass
        reached = county.at.position
    report = await Rebuilder(projector_pool, store, READ_MODELS).verify(world.tenant)
    assert [str(line) for table in report.tables for line in table.first] == []


@pytest.mark.parametrize("batch_events", [1, 7, 1000])
async def test_rows_do_not_depend_on_how_batches_fall(
    app_pool: Pool, projector_pool: Pool, projector: Projector, batch_events: int
) -> None:
    world = World(app_pool, seed=4)
    await world.build()
    await world.live(150)
    store = EventStore(projector_pool)
    in_batches = Projector(projector_pool, store, READ_MODELS, batch_events=batch_events)
    await in_batches.run(world.tenant)
    report = await Rebuilder(projector_pool, store, READ_MODELS).verify(world.tenant)
    assert [str(line) for table in report.tables for line in table.first] == []


@pytest.mark.parametrize("batch_events", [1, 1000])
async def test_months_that_move_with_their_grid_do_not_depend_on_how_batches_fall(
    app_pool: Pool, projector_pool: Pool, batch_events: int
) -> None:
    """A grid is placed elsewhere in the batch that brought its first month, or in a later one."""
    world = World(app_pool, seed=4)
    await world.build()
    group_id, grid_id = world.ids.new_id(), world.ids.new_id()
    await world.send(
        [
            FoundOrganisation(
                organisation_id=group_id,
                kind=OrganisationKind.PARTY_GROUP,
                name="小组",
                parent_id=world.branches[0],
            ),
            DefineGrid(grid_id=grid_id, level=1, name="网格", parent_id=None, division_code="430281101"),
            AssignCoverage(grid_id=grid_id, organisation_id=group_id, from_on=date(2000, 1, 1)),
            PlanMeeting(
                meeting_id=world.ids.new_id(),
                organisation_id=group_id,
                kind=MeetingKind.PARTY_LECTURE,
                held_on=date(2026, 1, 5),
            ),
        ]
    )
    defined = next(event.event_id for event in world.events if event.originator_id == grid_id)
    moved = CorrectGrid(grid_id=grid_id, corrects=defined, division_code="430281100", reason="MISTYPED")
    assert all(result.accepted for result in await world.send([moved]))
    store = EventStore(projector_pool)
    await Projector(projector_pool, store, READ_MODELS, batch_events=batch_events).run(world.tenant)
    month = (await rows_of(app_pool, world.tenant, ROLLUP))[grid_id, date(2026, 1, 1)]
    grid = (await rows_of(app_pool, world.tenant, GRID))[grid_id,]
    assert month["org_path"] == grid["org_path"]
    assert month["position"] == grid["position"] == len(world.events)
    report = await Rebuilder(projector_pool, store, READ_MODELS).verify(world.tenant)
    assert [str(line) for table in report.tables for line in table.first] == []


async def test_a_month_holds_more_points_than_32_bits_hold_hundredths(
    app_pool: Pool, projector: Projector, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 2_000_000_000
    monkeypatch.setattr("domain.scoring.decide.MOST_HUNDREDTHS", most)
    world = World(app_pool, seed=5)
    await world.build()
    member_id = next(iter(world.members))
    award = AwardPoints(
        member_id=member_id,
        year=world.today.year,
        points_hundredths=most,
        points_class=PointsClass.BASE,
        rule="ATTENDANCE",
        occurred_at=Occurred.on(world.today),
    )
    assert all(result.accepted for result in await world.send([award] * 3))
    await projector.run(world.tenant)
    month = (await rows_of(app_pool, world.tenant, ROLLUP))[world.committee_id, world.today.replace(day=1)]
    assert month["points_awarded_hundredths"] == 3 * most
