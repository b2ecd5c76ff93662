"""The database goes away and comes back: clear answers in between, and no restart."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from gridledger.database import DatabaseUrls
from tests.api.client import Api
from tests.support.postgres import PrivateCluster

ADOPT = """mutation {
  countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position userErrors { code } } }"""


@pytest.fixture
def urls(private_cluster: PrivateCluster) -> DatabaseUrls:
    return DatabaseUrls(
        server=private_cluster.dsn("gridledger_app"),
        given_projection=private_cluster.dsn("gridledger_projector"),
        given_migration=None,
    )


@pytest.mark.faults
async def test_the_database_goes_away_and_comes_back(private_cluster: PrivateCluster, founded: Api) -> None:
    before = await founded.head()
    assert (await founded.http.get("/readyz")).status_code == 200
    private_cluster.kill()
    for query in ("{ county { name } }", ADOPT):
        for accept in ("application/json", "application/graphql-response+json"):
            response = await founded.post(query, Accept=accept)
            assert response.status_code == 503
            assert response.headers["retry-after"] == "1"
            answer = response.json()
            assert {error["extensions"]["code"] for error in answer["errors"]} == {"THROTTLED"}
            assert "data" not in answer
    ready = await founded.http.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "unready")
    assert (await founded.http.get("/healthz")).json() == {"status": "ok"}
    private_cluster.start()
    assert await founded.head() == before
    assert (await founded.ask("{ viewer { role } }"))["viewer"] is not None
    done = (await founded.ask(ADOPT))["countyModuleAdopt"]
    assert done == {"position": before + 1, "userErrors": []}
    assert (await founded.http.get("/readyz")).status_code == 200


async def test_a_server_that_is_behind_its_migrations_is_not_ready(
    founded: Api, ledger: Ledger, issuer: DevelopmentIssuer
) -> None:
    async def pending() -> list[str]:
        return ["0009_next.sql"]

    app = create_app(
        ledger.services,
        KnownKeys(issuer.verifier()),
        ServerSettings(production=False),
        pending_migrations=pending,
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gridledger.test"
    ) as http:
        ready = await http.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["pendingMigrations"] == ["0009_next.sql"]
    assert (await founded.http.get("/readyz")).json() == {
        "status": "ready",
        "database": "ok",
        "readModels": {"counties": 1, "stopped": 0, "parkedStreams": 0, "largestLagEvents": 2},
        "clocks": {"behind": 0, "mostDaysBehind": 0},
        "readAudit": {"waiting": 0, "failing": False, "refused": 0},
    }


async def test_probes_at_the_same_time_share_one_look(ledger: Ledger, issuer: DevelopmentIssuer) -> None:
    looks = 0

    async def pending() -> list[str]:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0)
        return []

    app = create_app(
        ledger.services,
        KnownKeys(issuer.verifier()),
        ServerSettings(production=False),
        pending_migrations=pending,
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gridledger.test") as http:
        for expected in (1, 2):
            answers = await asyncio.gather(*(http.get("/readyz") for _ in range(20)))
            assert {answer.json()["status"] for answer in answers} == {"ready"}
            assert looks == expected
