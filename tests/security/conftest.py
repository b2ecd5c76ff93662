from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import httpx
import pytest

from application.actor import Role
from graphql_api.identity import DevelopmentIssuer
from gridledger.database import DatabaseUrls
from tests.api.client import GRAPHQL, TENANT
from tests.support.postgres import Database
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


@pytest.fixture
def token() -> str:
    """An operator's: a county need not be founded for it."""
    issuer = DevelopmentIssuer(SECRET.encode(), audience="gridledger", production=False)
    return issuer.issue(Role.OPERATOR, tenant=TENANT)


@pytest.fixture
def serving(database: Database) -> Iterator[Serving]:
    """A real server, which logs everything it can."""
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    settings = {
        "DATABASE_URL": urls.server,
        "PROJECTION_DATABASE_URL": urls.projection,
        "GRIDLEDGER_LOG_LEVEL": "debug",
    }
    with Serving("--no-worker", settings=settings) as server:
        yield server


@pytest.fixture
async def attacked(serving: Serving, token: str) -> AsyncIterator[Attacked]:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        base_url=serving.address, headers=headers, timeout=30.0, trust_env=False
    ) as http:
        yield Attacked(serving, http)
