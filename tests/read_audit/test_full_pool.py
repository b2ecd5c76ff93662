"""Slow queries keep connections: those of one caller leave others theirs, and a full pool stops no record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import httpx
import pytest

from application.actor import Role
from event_store.shares import Shares
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from gridledger.settings import Settings
from tests.api.client import Api
from tests.api.conftest import SECRET
from tests.api.county import County
from tests.read_audit.conftest import Kept
from tests.read_audit.test_recorder import reading
from tests.support.postgres import Database

CONNECTIONS = 4
HALF = CONNECTIONS // 2
SLOW = "{ meetings { nodes { heldOn } } }"  # while somebody keeps their table to himself
NAMES = "query Names { members(first: 2) { nodes { displayName } } }"


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment({"GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_POOL_SIZE": str(CONNECTIONS)})


@pytest.fixture
async def locked(county: County, kept: Kept, database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Whoever reads of meetings waits, until this transaction ends; nothing was read of persons yet."""
    await kept.forget()
    connection = await asyncpg.connect(database.dsn())
    await connection.execute("BEGIN; LOCK TABLE read_model.meeting IN ACCESS EXCLUSIVE MODE")
    yield connection
    await connection.close()


@asynccontextmanager
async def slow_queries(
    api: Api, locked: asyncpg.Connection, kept: Kept, *accounts: str, each: int
) -> AsyncIterator[list[asyncio.Task[httpx.Response]]]:
    """So many of each account, of which as many have begun as connections are theirs; in the end all are answered."""
    tokens = [api.token(Role.COUNTY_SECRETARY, account=account) for account in accounts]
    asked = [asyncio.create_task(api.post(SLOW, token=token)) for token in tokens for _ in range(each)]
    while await waiting_for_the_lock(kept) < HALF * len(accounts):  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    try:
        yield asked
    finally:
        await locked.execute("ROLLBACK")
        await asyncio.gather(*asked)


async def waiting_for_the_lock(kept: Kept) -> int:
    sql = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'read_model.meeting'::regclass"
    return int(await kept.connection.fetchval(sql))


async def test_a_record_is_kept_though_the_pool_is_full(
    county: County, kept: Kept, locked: asyncpg.Connection
) -> None:
    services = kept.ledger.services
    async with slow_queries(county.api, locked, kept, "one", "another", each=HALF):
        assert services.read_pool.get_idle_size() == 0
        await services.read_audit.record(reading())
        async with asyncio.timeout(4):  # sooner than anybody gives up waiting for a connection
            while services.read_audit.waiting:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert await kept.connection.fetchval("SELECT count(*) FROM read_audit.reading") == 1
        assert not services.read_audit.is_failing


async def test_an_account_has_half_of_the_pool_and_others_the_rest(
    county: County, kept: Kept, locked: asyncpg.Connection
) -> None:
    async with slow_queries(county.api, locked, kept, "one", each=4 * CONNECTIONS) as asked:
        async with asyncio.timeout(4):
            for _ in range(3):
                await county.api.ask(NAMES, token=county.api.token(account="another"))
        assert await waiting_for_the_lock(kept) == HALF
        assert not any(one.done() for one in asked)
    assert {one.result().status_code for one in asked} == {200}


async def test_who_waits_too_long_for_the_own_half_is_told(
    county: County, kept: Kept, ledger: Ledger, issuer: DevelopmentIssuer, locked: asyncpg.Connection
) -> None:
    services = replace(
        ledger.services, read_shares=Shares(ledger.services.read_pool, acquire_timeout_seconds=0.2)
    )
    app = create_app(services, KnownKeys(issuer.verifier()), ServerSettings(production=False))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gridledger.test"
    ) as http:
        api = Api(http, issuer, ledger.store, app)
        async with slow_queries(api, locked, kept, "one", each=HALF):
            answer = await api.post(SLOW, token=api.token(account="one"))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (429, "THROTTLED")
    assert answer.headers["retry-after"] == "1"
    assert "of this account" in error["message"] or "该账号" in error["message"]
