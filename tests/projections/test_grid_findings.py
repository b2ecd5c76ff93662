"""Findings about the grids as checks keep them from event to event, and as counted at the end."""

from __future__ import annotations

from uuid import UUID

import pytest

from event_store.pool import Pool
from projections.finding_table import FINDING
from projections.framework.runner import Projector
from tests.projections.recount import Recount
from tests.projections.tables import rows_of
from tests.projections.world import World

KINDS = {"GRID_UNANSWERED", "GRID_OWNERS_SEVERAL", "GRID_CHAIN_BROKEN", "ORGANISATION_WITHOUT_GRID"}


def expected(recount: Recount) -> dict[tuple[str, UUID], int | None]:
    """Kind and object of each, with what it measures."""
    found: dict[tuple[str, UUID], int | None] = {}
    grids = [id_ for id_ in recount.positions if "level" in recount.said[id_].now()]
    answering = dict.fromkeys(grids, 0)
    for (grid, _, _), to_on in recount.responsible.items():
        answering[grid] += to_on is None
    for grid in grids:
        if not answering[grid]:
            found["GRID_UNANSWERED", grid] = None
        if recount.said[grid].now()["level"] == 5:
            missing = sum(not answering[node] for node in recount.upwards(grid)[1:])
            if answering[grid] > 1:
                found["GRID_OWNERS_SEVERAL", grid] = answering[grid]
            if missing:
                found["GRID_CHAIN_BROKEN", grid] = missing
    covered = {place for place, terms in recount.coverage.items() for term in terms if term[1] is None}
    for id_, one in recount.organisations.items():
        places = {id_} if one["kind"] == "PARTY_BRANCH" else {id_, recount.parents[id_]}
        is_there = one["kind"] in ("PARTY_BRANCH", "PARTY_GROUP") and not one["dissolved_on"]
        if is_there and not places & covered:
            found["ORGANISATION_WITHOUT_GRID", id_] = None
    return found


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_the_tree_lacks(app_pool: Pool, projector: Projector, seed: int) -> None:
    world = World(app_pool, seed=seed)
    await world.build()
    seen = set()
    for _ in range(3):
        await world.live(200)
        await projector.run(world.tenant)
        rows = (await rows_of(app_pool, world.tenant, FINDING)).values()
        told = {(r["kind"], r["object_id"]): r["measured"] for r in rows if r["kind"] in KINDS}
        assert told == expected(Recount(world.events))
        seen |= {kind for kind, _ in told}
    assert seen == KINDS
