"""For seeded random histories: live rows = rebuilt rows = rows recounted by hand, however batches fell."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.registry import event_types
from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework.rebuild import Rebuilder
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.projections.recount import Recount
from tests.projections.tables import all_rows, faults
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
