"""A county that has just been founded."""

from __future__ import annotations

from datetime import date

import pytest

from event_store.pool import Pool
from tests.projections.compliance.office import Office

OPENED = date(2026, 1, 1)


@pytest.fixture
async def office(app_pool: Pool, projector_pool: Pool) -> Office:
    office = Office(app_pool, projector_pool, opened=OPENED)
    await office.open()
    return office
