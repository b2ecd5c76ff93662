"""Whoever has a good token and no capacity is put off too: to find that out takes a statement."""

from __future__ import annotations

from tests.api.client import TENANT
from tests.api.limits.conftest import Served

MANY = 50


async def test_an_account_of_nobody_that_asks_all_the_time(served: Served) -> None:
    async with served(faults_ms_per_minute=6) as api:
        stranger = api.issuer.issue(None, tenant=TENANT, account="stranger")
        statuses: list[int] = []
        while len(statuses) < MANY and 429 not in statuses:
            statuses.append((await api.post("{ viewer { role } }", token=stranger)).status_code)
        assert statuses[0] == 403
        assert statuses[-1] == 429
        another = api.issuer.issue(None, tenant=TENANT, account="another")
        assert (await api.post("{ viewer { role } }", token=another)).status_code == 403
