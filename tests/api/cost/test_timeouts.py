"""A statement that takes too long is given up by the database, and nothing is left of it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs

from application.actor import Role
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.conftest import SECRET
from tests.support.postgres import Database

COUNTIES = "{ viewer { account } county { name } }"


@pytest.fixture
def settings() -> Settings:
    """One connection: whatever a time-out left of it, the next request meets."""
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_POOL_SIZE": "1"})


@pytest.fixture
async def hasty(founded: Api, ledger: Ledger, issuer: DevelopmentIssuer) -> AsyncIterator[Api]:
    """The same county by a server whose inspectors wait 300 ms and nobody else."""
    allowances = {
        **ROLE_ALLOWANCES,
        Role.INSPECTOR: replace(ROLE_ALLOWANCES[Role.INSPECTOR], read_timeout_ms=800),
    }
    app = create_app(
        ledger.services, KnownKeys(issuer.verifier()), ServerSettings(production=False, allowances=allowances)
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gridledger.test"
    ) as http:
        yield Api(http, issuer, ledger.store, app)


@pytest.fixture
async def locked(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Somebody who keeps the table of counties to himself, until this transaction ends."""
    connection = await asyncpg.connect(database.dsn())
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("LOCK TABLE read_model.county IN ACCESS EXCLUSIVE MODE")
    yield connection
    await connection.close()


async def test_a_statement_that_waits_too_long_is_given_up(hasty: Api, locked: asyncpg.Connection) -> None:
    inspector = hasty.token(Role.INSPECTOR)
    started = time.perf_counter()
    response = await hasty.post(COUNTIES, token=inspector)
    assert 0.8 <= time.perf_counter() - started < 3
    errors = response.json()["errors"]
    assert [(error["path"], error["extensions"]["code"]) for error in errors] == [(["county"], "TIMEOUT")]
    assert "57014" not in response.text
    assert "read_model" not in response.text
    await locked.execute("ROLLBACK")
    assert (await hasty.ask(COUNTIES, token=inspector))["county"] is None  # on the same connection


async def test_the_log_names_what_took_too_long_as_the_schema_does(
    hasty: Api, locked: asyncpg.Connection
) -> None:
    query = "query q430281199001011234 { a430281199001011234: county { name } }"
    with capture_logs() as logs:
        response = await hasty.post(query, token=hasty.token(Role.INSPECTOR))
    assert response.status_code == 504
    assert [entry["field"] for entry in logs if entry["event"] == "resolver failed"] == ["Query.county"]
    assert "430281199001011234" not in str(logs)


async def test_where_all_depends_on_it_the_whole_request_times_out(
    hasty: Api, locked: asyncpg.Connection
) -> None:
    response = await hasty.post("{ county { name } }", token=hasty.token(Role.INSPECTOR))
    assert response.status_code == 504
    assert response.json()["extensions"]["cost"]["requested"] == 2


async def test_the_time_of_a_role_ends_with_its_transaction(hasty: Api, ledger: Ledger) -> None:
    await hasty.post(COUNTIES, token=hasty.token(Role.INSPECTOR))
    assert await ledger.services.read_pool.fetchval("SHOW statement_timeout") == "10s"
