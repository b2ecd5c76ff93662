"""A county that has just been founded, and whose workers announce and reconcile."""

from __future__ import annotations

import pytest

from event_store.pool import Pool
from tests.projections.missed.office import OPENED, Duties


@pytest.fixture
async def office(app_pool: Pool, projector_pool: Pool) -> Duties:
    office = Duties(app_pool, projector_pool, opened=OPENED)
    await office.open()
    return office
