from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from application.actor import Role
from graphql_api.app import create_app
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from graphql_api.web.lasting import Lasting
from gridledger.bootstrap import Ledger
from gridledger.serving import _configuration, _Server, listen
from tests.api.client import TENANT
from tests.api.conftest import PATIENT, api, county, founded, issuer, ledger, settings, template, urls, worker

__all__ = ["api", "county", "founded", "issuer", "ledger", "settings", "template", "urls", "worker"]


@dataclasses.dataclass
class Served:
    """A server as `gridledger serve` runs it, in this process."""

    url: str
    issuer: DevelopmentIssuer
    server: _Server

    def token(self, role: Role | None = Role.COUNTY_SECRETARY, **claims: Any) -> str:
        return self.issuer.issue(role, tenant=TENANT, **claims)


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def serve(ledger: Ledger, issuer: DevelopmentIssuer) -> Serve:
    """Runs servers with settings of their own."""

    @asynccontextmanager
    async def run(connections: int = 100, **given: Any) -> AsyncIterator[Served]:
        lasting, listener = Lasting(), listen("127.0.0.1", 0)
        app = create_app(
            ledger.services,
            KnownKeys(issuer.verifier()),
            dataclasses.replace(PATIENT, **given),
            lasting=lasting,
        )
        started = asyncio.Event()
        server = _Server(_configuration(app, connections), started.set, lasting)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await started.wait()
        host, port = listener.getsockname()
        try:
            yield Served(f"http://{host}:{port}", issuer, server)
        finally:
            server.stop()
            await running

    return run


@pytest.fixture
async def served(serve: Serve) -> AsyncIterator[Served]:
    async with serve() as served:
        yield served
