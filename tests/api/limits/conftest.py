from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest

from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from tests.api.client import Api

Served = Callable[..., AbstractAsyncContextManager[Api]]


@pytest.fixture
def served(founded: Api, ledger: Ledger, issuer: DevelopmentIssuer) -> Served:
    """Makes another server of the same county, with settings of its own."""

    @asynccontextmanager
    async def serve(**settings: Any) -> AsyncIterator[Api]:
        app = create_app(
            ledger.services, KnownKeys(issuer.verifier()), ServerSettings(production=False, **settings)
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://gridledger.test") as http:
            yield Api(http, issuer, ledger.store, app)

    return serve
