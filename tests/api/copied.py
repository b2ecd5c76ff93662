"""A county founded once through the API, of which every test that begins with one has a copy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from application.actor import Role
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger, open_ledger, open_worker
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.county import County, found_county
from tests.support.postgres import Database, Databases

SECRET = "a secret of these tests, long enough"
# Tests send much in vain, and on a busy machine would be put off for it; tests/api/limits tries that.
PATIENT = ServerSettings(production=False, faults_ms_per_minute=600_000)


def urls_of(database: Database) -> DatabaseUrls:
    return DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )


@asynccontextmanager
async def api_of(ledger: Ledger, issuer: DevelopmentIssuer) -> AsyncIterator[Api]:
    """The application as development runs it, without a worker: its read models stay where they are."""
    app = create_app(ledger.services, KnownKeys(issuer.verifier()), PATIENT)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gridledger.test") as http:
        yield Api(http, issuer, ledger.store, app)


@asynccontextmanager
async def following(settings: Settings, urls: DatabaseUrls, ledger: Ledger) -> AsyncIterator[None]:
    """Read models that follow the log, and process managers."""
    stop = asyncio.Event()
    async with open_worker(settings, urls, ledger) as worker:
        task = asyncio.create_task(worker.run_forever(stop))
        yield
        stop.set()
        await task


async def found(api: Api) -> None:
    """A county with its committee, and nothing else."""
    await api.done(
        "countyFound",
        token=api.token(Role.OPERATOR),
        name="醴陵市",
        committeeName="中共醴陵市委",
        divisionCode="430281",
        rehearsal=True,
    )


def county_in(databases: Databases) -> tuple[Database, County]:
    """A township with two branches, three members and a grid, whose read models are abreast."""
    return databases.made("county", lambda database: asyncio.run(_live(database)))


async def _live(database: Database) -> County:
    settings, urls = Settings.from_environment({"GRIDLEDGER_SECRET": SECRET}), urls_of(database)
    issuer = DevelopmentIssuer(settings.secret(), audience=settings.token_audience, production=False)
    async with open_ledger(settings, urls) as ledger, api_of(ledger, issuer) as api:
        api.prefix = "founding"  # else a test's first keys were of commands known already
        await found(api)
        async with following(settings, urls, ledger):
            return await found_county(api)
