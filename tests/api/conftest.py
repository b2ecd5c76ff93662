from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphql_api.identity import DevelopmentIssuer
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.copied import PATIENT, SECRET, api_of, county_in, following, found, urls_of
from tests.api.county import County
from tests.support.postgres import TEMPLATE, Database, Databases

__all__ = ["PATIENT", "SECRET"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_KEYS": str(tmp_path / "keys")})


@pytest.fixture
def template(request: pytest.FixtureRequest, databases: Databases) -> str:
    """Whoever asks for the county has a copy of one: founding it anew takes longer than most tests."""
    return county_in(databases)[0].name if "county" in request.fixturenames else TEMPLATE


@pytest.fixture
def urls(database: Database) -> DatabaseUrls:
    return urls_of(database)


@pytest.fixture
async def ledger(settings: Settings, urls: DatabaseUrls) -> AsyncIterator[Ledger]:
    async with open_ledger(settings, urls) as ledger:
        yield ledger


@pytest.fixture
def issuer(settings: Settings) -> DevelopmentIssuer:
    return DevelopmentIssuer(settings.secret(), audience=settings.token_audience, production=False)


@pytest.fixture
async def api(ledger: Ledger, issuer: DevelopmentIssuer) -> AsyncIterator[Api]:
    """The application as development runs it, without a worker: its read models stay where they are."""
    async with api_of(ledger, issuer) as api:
        yield api


@pytest.fixture
async def worker(settings: Settings, urls: DatabaseUrls, ledger: Ledger) -> AsyncIterator[None]:
    """Read models that follow the log, and process managers."""
    async with following(settings, urls, ledger):
        yield


@pytest.fixture
async def founded(api: Api, template: str) -> Api:
    """A county with its committee, and nothing else unless the test asks for more."""
    if template == TEMPLATE:
        await found(api)
    return api


@pytest.fixture
def county(founded: Api, worker: None, databases: Databases) -> County:
    """A township with two branches, three members and a grid, whose read models follow."""
    return replace(county_in(databases)[1], api=founded)
