"""Whatever happens in whatever order: what is kept by difference is what judging everything anew comes to."""

from __future__ import annotations

from collections import Counter

import pytest

from event_store.pool import Pool
from tests.projections.compliance.disturbed import OPENED, Disturbed
from tests.projections.compliance.office import Office
from tests.projections.compliance.oracle import differences


@pytest.mark.parametrize("seed", range(5))
async def test_nothing_is_forgotten(seed: int, app_pool: Pool, projector_pool: Pool) -> None:
    office = Office(app_pool, projector_pool, opened=OPENED)
    disturbed = Disturbed(office, seed)
    await disturbed.begin()
    statuses: Counter[str] = Counter()
    for _ in range(5):
        for _ in range(5):
            await disturbed.live()
        await office.project()
        statuses += await differences(projector_pool, office)
    assert await office.is_sound()
    assert {"PASSED", "MISSED", "PENDING"} <= statuses.keys()
    async with projector_pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM read_model.merger") > 0
