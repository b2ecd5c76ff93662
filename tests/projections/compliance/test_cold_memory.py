"""A worker that has just started closes a month: what is not in memory is loaded at once, however many branches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.grids.commands import AssignCoverage, DefineGrid
from event_store.pool import Pool
from event_store.store import EventStore
from projections.framework.runner import Projector
from projections.framework.storage import Storage
from projections.registry import READ_MODELS
from tests.projections.compliance.office import Office, pack
from tests.unit.domain.policies.examples import EXAMPLES

FEBRUARY = date(2026, 2, 1)


async def _covered_branch(office: Office, above: Any) -> None:
    """A branch, in a grid of its own."""
    branch, grid_id = await office.found(), office.ids.new_id()
    await office.do(
        DefineGrid(grid_id=grid_id, level=2, name="网格", parent_id=above),
        AssignCoverage(grid_id=grid_id, organisation_id=branch, from_on=office.today),
    )


async def _statements_at_the_end_of_january(
    app_pool: Pool, projector_pool: Pool, monkeypatch: pytest.MonkeyPatch, branches: int
) -> int:
    office = Office(app_pool, projector_pool, opened=date(2026, 1, 1), tenant=f"county-{branches}")
    await office.open()
    county = office.ids.new_id()
    await office.do(DefineGrid(grid_id=county, level=1, name="县"))
    for _ in range(branches):
        await _covered_branch(office, county)
    await office.adopt(pack("county", "1", {f"rule-{number}": rule for number, rule in enumerate(EXAMPLES)}))
    await office.until(date(2026, 1, 31))
    await office.project()
    await office.until(FEBRUARY)
    statements = 0
    with monkeypatch.context() as patched:
        for name in ("select", "find", "firsts_among"):
            asked = getattr(Storage, name)

            async def counted(self: Storage, *arguments: Any, _asked: Any = asked) -> Any:
                nonlocal statements
                statements += 1
                return await _asked(self, *arguments)

            patched.setattr(Storage, name, counted)
        just_started = Projector(projector_pool, EventStore(projector_pool), READ_MODELS)
        await just_started.run(office.tenant)
    assert await office.is_sound()
    return statements


async def test_the_end_of_a_month_takes_no_more_statements_for_more_branches(
    app_pool: Pool, projector_pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = await _statements_at_the_end_of_january(app_pool, projector_pool, monkeypatch, 2)
    many = await _statements_at_the_end_of_january(app_pool, projector_pool, monkeypatch, 9)
    assert many == few > 0
