"""A county whose branches have members with names of their own in a test."""

from __future__ import annotations

import pytest

from event_store.pool import Pool
from tests.projections.absences.office import OPENED, RollCalls


@pytest.fixture
async def calls(app_pool: Pool, projector_pool: Pool) -> RollCalls:
    """Founded, and nothing more."""
    calls = RollCalls(app_pool, projector_pool, opened=OPENED)
    await calls.open()
    return calls
