from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import orjson
import pytest

from application.actor import Role
from graphql_api.identity import DevelopmentIssuer
from gridledger.database import DatabaseUrls
from tests.api.client import GRAPHQL, TENANT
from tests.support.postgres import Databases
from tests.system.processes import SECRET, Serving


@dataclass
class Attacked:
    """A server in a process of its own, and a client that may say whatever it likes to it."""

    process: Serving
    http: httpx.AsyncClient

    async def post(self, body: bytes, **headers: str) -> httpx.Response:
        """The answer to a body as it stands; ``Content_Encoding`` and the like add to its headers."""
        sent = {"Content-Type": "application/json", "Accept": GRAPHQL}
        return await self.http.post("/graphql", content=body, headers=sent | _named(headers))


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def token_of(role: Role) -> str:
    issuer = DevelopmentIssuer(SECRET.encode(), audience="gridledger", production=False)
    return issuer.issue(role, tenant=TENANT)


@pytest.fixture
def token() -> str:
    """An operator's: a county need not be founded for it."""
    return token_of(Role.OPERATOR)


@contextmanager
def served_by(databases: Databases, settings: Mapping[str, str]) -> Iterator[Serving]:
    """A real server with a database of its own."""
    database = databases.create()
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    given = {"DATABASE_URL": urls.server, "PROJECTION_DATABASE_URL": urls.projection, **settings}
    with Serving(settings=given, fresh=True) as server:
        yield server
    databases.drop(database)


@pytest.fixture(scope="session")
def serving(databases: Databases) -> Iterator[Serving]:
    """A server that logs everything it can. All attacks go to the same one: none may leave it worse."""
    settings = {
        "GRIDLEDGER_LOG_LEVEL": "debug",
        "GRIDLEDGER_FAULTS_MS_PER_MINUTE": "60000000",  # else the attackers were put off before they have said it all
    }
    with served_by(databases, settings) as server:
        yield server


@pytest.fixture
async def attacked(serving: Serving, token: str) -> AsyncIterator[Attacked]:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        base_url=serving.address, headers=headers, timeout=30.0, trust_env=False
    ) as http:
        yield Attacked(serving, http)


@pytest.fixture
async def founded(attacked: Attacked) -> Attacked:
    """The server with a county of which its committee can be read; the client is the county's secretary."""
    given = {
        "idempotencyKey": "found",
        "name": "醴陵市",
        "committeeName": "中共醴陵市委",
        "divisionCode": "430281",
    }
    query = "mutation ($a: CountyFoundInput!) { countyFound(input: $a) { position userErrors { code } } }"
    answer = await attacked.post(orjson.dumps({"query": query, "variables": {"a": given}}))
    assert answer.json()["data"]["countyFound"]["userErrors"] == []
    attacked.http.headers["Authorization"] = f"Bearer {token_of(Role.COUNTY_SECRETARY)}"
    await _committee_is_visible(attacked)
    return attacked


async def _committee_is_visible(served: Attacked) -> None:
    for _ in range(500):
        answer = await served.post(b'{"query": "{ county { committee { id } } }"}')
        if answer.json()["data"]["county"]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the read models do not follow")
