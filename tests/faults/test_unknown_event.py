"""An event of an unknown type in the log of a county that is served (reliability.md, row 12).

The county's read models stop just before it, and say so wherever one looks. Nothing is guessed; other counties go on.
"""

from __future__ import annotations

import asyncio
import json

import pytest

from application.actor import Role
from gridledger.database import DatabaseUrls
from tests.api.client import TENANT, Api
from tests.projections.unknown_event import append_unknown_event
from tests.support.postgres import Database
from tests.system.callers import calling, opened_store, settle
from tests.system.processes import Serving, run

pytestmark = pytest.mark.faults

A_MINUTE = 60.0
OTHER = "430282"


async def until_halted(api: Api) -> dict[str, object]:
    async with asyncio.timeout(A_MINUTE):
        while True:
            extensions: dict[str, object] = (await api.post("{ county { id } }")).json()["extensions"]
            if "halted" in extensions:
                return extensions
            await asyncio.sleep(0.05)


async def test_its_county_stops_and_says_so(
    settings: dict[str, str], urls: DatabaseUrls, database: Database
) -> None:
    async with opened_store(urls.server) as store:
        with Serving(settings=settings) as server:
            async with calling(server.address, store) as api:
                await settle(api)
                head = await api.head()
                await append_unknown_event(database, TENANT)
                extensions = await until_halted(api)
                assert (extensions["position"], extensions["halted"]) == (head, {"behind": 1})
                await api.done(
                    "countyFound",
                    "county { name }",
                    token=api.token(Role.OPERATOR, tenant=OTHER),
                    name="韶山市",
                    committeeName="中共韶山市委",
                    divisionCode="430382",
                )
                elsewhere = await api.post("{ county { name } }", token=api.token(tenant=OTHER))
                ready = (await api.http.get("/readyz")).json()
            assert server.stop() == 0
            logged = [json.loads(line) for line in server.stderr.splitlines() if line.startswith("{")]
    assert elsewhere.json()["data"] == {"county": {"name": "韶山市"}}
    assert "halted" not in elsewhere.json()["extensions"]
    assert ready["readModels"]["stopped"] == 1
    told = [entry for entry in logged if entry["level"] == "error"]
    assert {entry["tenant_id"] for entry in told} == {TENANT}
    assert all("meeting.teleported" in entry["error"] for entry in told)

    status = run("projections", "status", "--json", settings=settings)
    assert status.returncode == 1
    here, there = map(json.loads, status.stdout.splitlines())
    assert (here["tenant_id"], here["position"], here["lag"]) == (TENANT, head, 1)
    assert f"position {head + 1}, type 'meeting.teleported'" in here["error"]
    assert (there["tenant_id"], there["lag"], there["error"]) == (OTHER, 0, None)
    verified = run("log", "verify", "--county", TENANT, settings=settings)
    assert verified.returncode == 1
    assert "meeting.teleported" in verified.stdout
