"""Findings as checks keep them from event to event, and as counted at the end."""

from __future__ import annotations

import pytest

from event_store.pool import Pool
from projections.finding_table import FINDING
from projections.framework.runner import Projector
from tests.projections.recount import Recount
from tests.projections.tables import rows_of
from tests.projections.world import World

KINDS = {
    "BRANCH_TOO_LARGE",
    "CUSTODY_REVIEW_DUE",
    "GROUP_TOO_SMALL",
    "GROUP_WITHOUT_FULL_MEMBER",
    "GROUP_LEADER_UNFIT",
    "GROUP_DUE",
    "SUPERVISOR_GONE",
    "ENTITY_UNCOVERED",
    "TEMPORARY_BRANCH_DUE",
}


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_numbers_ask_for(app_pool: Pool, projector: Projector, seed: int) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    for _ in range(3):
        await world.live(200)
        await projector.run(world.tenant)
    rows = (await rows_of(app_pool, world.tenant, FINDING)).values()
    told = {(row["kind"], row["object_id"]) for row in rows if row["kind"] in KINDS}
    assert told == Recount(world.events).findings()
    assert told
