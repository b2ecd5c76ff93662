"""The same facts in two orders: in the end all stands alike, today and as of any day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from application.actor import Role
from domain.clock.commands import CloseDay
from event_store.pool import Pool
from tests.projections.compliance.chains import LAST, Facts, in_any_order
from tests.projections.compliance.disturbed import OPENED
from tests.projections.compliance.office import Office
from tests.projections.compliance.oracle import differences

# What rows say, but for what the log makes itself: ids of events, positions, and paths that are made of them.
_SAID = """organisation_id, series, node_id, period, status, required, held, verified, remarks, version_id,
    outset, grid_id"""
_SERIES, _REQUIRED, _HELD, _REMARKS = 1, 5, 6, 8  # of these


@pytest.mark.parametrize("seed", range(4))
async def test_the_order_in_which_facts_arrive_does_not_matter(
    seed: int, app_pool: Pool, projector_pool: Pool
) -> None:
    one = Office(app_pool, projector_pool, opened=OPENED, tenant="county-a")
    other = Office(app_pool, projector_pool, opened=OPENED, tenant="county-b")
    other.committee, other.township, other.other_township = one.committee, one.township, one.other_township
    branches, merged = ([one.ids.new_id() for _ in range(number)] for number in (3, 2))
    chains = Facts(one, branches, merged, seed).chains()
    for number, office in enumerate((one, other)):
        await office.open()
        for branch_id in (*branches, *merged):
            await office.found(id_=branch_id)
        await office.until(LAST, closing=False)
        for step in in_any_order(chains, 10 * seed + number):
            for command in step:
                of_the_clock = isinstance(command, CloseDay)
                await office.do(command, role=Role.PROCESS_MANAGER if of_the_clock else Role.COUNTY_SECRETARY)
        await office.project()
        await differences(projector_pool, office)
    stood = await standing(projector_pool, one)
    assert len(stood) > 20
    assert any("MERGED" in row[_REMARKS] for row in stood)  # what a merged branch held counts somewhere
    assert any(row[_SERIES] == "county/violation" and row[_REQUIRED] for row in stood)
    assert any(row[_SERIES] == "county/review" and row[_HELD] for row in stood)
    assert await standing(projector_pool, other) == stood
    assert await days_of(projector_pool, other) == await days_of(projector_pool, one)
    assert await one.is_sound()


async def standing(pool: Pool, office: Office) -> set[tuple[Any, ...]]:
    """What stands today."""
    async with pool.acquire() as connection:
        rows = await connection.fetch(
            f"SELECT {_SAID}, recheck FROM read_model.compliance WHERE tenant_id = $1 AND status <> 'VOID'",
            office.tenant,
        )
    return {tuple(row) for row in rows}


async def days_of(pool: Pool, office: Office) -> set[tuple[Any, ...]]:
    """What was true on each fifth day, by what is known now."""
    days = [OPENED + timedelta(days=number) for number in range(0, (LAST - OPENED).days, 5)]
    async with pool.acquire() as connection:
        rows = await connection.fetch(
            f"SELECT day, {_SAID} FROM read_model.compliance_versions, unnest($2::date[]) AS day"
            " WHERE tenant_id = $1 AND status <> 'VOID' AND known_to > 9e18"
            " AND true_from <= day AND day < true_to",
            office.tenant,
            days,
        )
    return {tuple(row) for row in rows}
