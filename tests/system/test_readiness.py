"""/readyz of a real server: the migrations of its database as they are, and as a newer version left them."""

from __future__ import annotations

import asyncpg
import httpx

from gridledger.database import DatabaseUrls
from tests.system.processes import Serving

REGISTER = "INSERT INTO public.schema_migration (version, name, sha256) VALUES (9999, '9999_next.sql', '')"


async def test_a_database_that_is_ahead_is_no_fault_of_the_server(
    settings: dict[str, str], urls: DatabaseUrls
) -> None:
    with Serving(settings=settings, fresh=True) as server:
        async with httpx.AsyncClient(base_url=server.address) as http:
            assert (await http.get("/readyz")).json()["status"] == "ready"
            owner = await asyncpg.connect(urls.migration)
            await owner.execute(REGISTER)
            await owner.close()
            answer = await http.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "unready", "database": "MIGRATIONS"})
        assert server.stop() == 0
