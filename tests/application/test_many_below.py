"""A move looks at all that goes along: by levels of the tree, not by organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from event_store.pool import Pool
from event_store.store import EventStore
from tests.projections.test_moves import move_of, moved_along
from tests.projections.world import World


async def test_all_below_is_found_level_by_level(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[UUID]] = []
    find = EventStore.streams_of_subjects

    async def counting(store: EventStore, tenant: str, ids: Iterable[UUID], kind: str) -> Any:
        asked.append(set(ids))
        return await find(store, tenant, asked[-1], kind)

    monkeypatch.setattr(EventStore, "streams_of_subjects", counting)
    few, many = [await readings(pool, asked, branches) for branches in (2, 9)]
    assert 0 < few == many


async def readings(pool: Pool, asked: list[set[UUID]], branches: int) -> int:
    world = World(pool, seed=branches, tenant=f"county-{branches}")
    await world.build(townships=2, branches=1, members=1)
    committee = await moved_along(world, branches)
    asked.clear()
    (result,) = await world.send([move_of(world, committee)])
    assert result.accepted
    return len(asked)
