"""Subscriptions of real processes: a server that another process's worker wakes, and that is told to stop."""

from __future__ import annotations

import asyncio

from application.actor import Role
from graphql_api.identity import DevelopmentIssuer
from tests.api.client import TENANT
from tests.subscriptions.county import CHANGES, told
from tests.subscriptions.talking import events, talking
from tests.system.processes import SECRET, Process, Serving

FOUND = """
mutation { countyFound(input: {
  idempotencyKey: "found", name: "醴陵市", committeeName: "中共醴陵市委", divisionCode: "430281", rehearsal: true
}) { position userErrors { code } } }"""
ADOPT = """
mutation { countyModuleAdopt(input: { idempotencyKey: "adopt", module: POINTS }) { position userErrors { code } } }"""


def token(role: Role) -> str:
    issuer = DevelopmentIssuer(SECRET.encode(), audience="gridledger", production=False)
    return issuer.issue(role, tenant=TENANT)


async def test_two_processes_and_a_stop(settings: dict[str, str]) -> None:
    with (
        Process("worker", says="following the logs", settings=settings, fresh=True),
        Serving("--no-worker", settings=settings) as server,
    ):
        async with talking(server.address, token(Role.OPERATOR)) as operator:
            await operator.subscribe(FOUND)
            founded = (await operator.item())["data"]["countyFound"]
            assert founded["userErrors"] == []
        async with (
            talking(server.address, token(Role.INSPECTOR)) as talk,
            events(server.address, token(Role.INSPECTOR), CHANGES, {"after": 0}) as stream,
        ):
            await talk.subscribe(CHANGES, {"after": founded["position"]}, name="changes")
            assert told(await stream.item()) == [*range(1, founded["position"] + 1)]
            async with talking(server.address, token(Role.COUNTY_SECRETARY)) as secretary:
                await secretary.subscribe(ADOPT)
                adopted = (await secretary.item())["data"]["countyModuleAdopt"]["position"]
            assert told(await talk.item()) == [adopted]
            assert told(await stream.item()) == [adopted]
            stopping = asyncio.create_task(asyncio.to_thread(server.stop))
            assert (await talk.closed())[0] == 1001
            name, payload = await stream.event()
            assert payload["errors"][0]["extensions"]["code"] == "THROTTLED"
            assert (name, (await stream.event())[0]) == ("next", "complete")
            assert await stopping == 0
        assert "WebSocket" not in server.stderr
        assert '"subscription ended"' in server.stderr
