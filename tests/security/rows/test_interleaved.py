"""Row 22: many callers of two counties share few connections, and nobody reads a row of another's scope."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import asyncpg
import pytest_asyncio

from application.actor import Actor, Role
from event_store.pool import Pool
from event_store.shares import Shares
from graphql_api.read import encode_id
from graphql_api.schema import Schema, schema
from gridledger.bootstrap import Ledger, open_ledger
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.read.county import Asker, Places, actors, loading_schema
from tests.api.read.test_scope import concerning_alone
from tests.support.postgres import Database

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

REQUESTS, CONNECTIONS = 500, 3
PATIENCE_SECONDS = 250.0
LISTS = {
    "members": ("member", "member_id", "Member"),
    "meetings": ("meeting", "meeting_id", "Meeting"),
    "leaves": ("leave", "leave_id", "Leave"),
    "events": ("event", "event_id", "Event"),
}
QUERIES = {name: f"{{ {name}(first: 1000) {{ nodes {{ id }} }} }}" for name in LISTS}
WHO = ("county", "integrator", "township", "sibling township", "branch", "member", "inspector of a township")


@pytest_asyncio.fixture(loop_scope="session")
async def few(database: Database) -> AsyncIterator[Ledger]:
    """A server with few connections, so that each carries everyone's requests in turns."""
    urls = DatabaseUrls(
        server=database.dsn("gridledger_app"),
        given_projection=database.dsn("gridledger_projector"),
        given_migration=None,
    )
    given = {
        "GRIDLEDGER_SECRET": "a secret of these tests, long enough",
        "GRIDLEDGER_POOL_SIZE": str(CONNECTIONS),
    }
    async with open_ledger(Settings.from_environment(given), urls) as ledger:
        # All of them wait for one of the few from the start, however long a busy machine takes for those before.
        shares = Shares(ledger.services.read_pool, acquire_timeout_seconds=PATIENCE_SECONDS)
        yield replace(ledger, services=replace(ledger.services, read_shares=shares))


Scope = tuple[str, str]  # county, name of the caller


async def ids_in(tables: Tables, tenant: str, actor: Actor, name: str) -> set[str]:
    """What of a list lies in a caller's scope, looked up by the database's superuser."""
    table, key, type_name = LISTS[name]
    where = "tenant_id = $1"
    given: list[object] = [tenant, actor.member_id or actor.place]
    if actor.role is Role.MEMBER and name in ("members", "leaves"):
        where += " AND member_id = $2"
    elif actor.role is Role.MEMBER and name == "events":
        alone = await concerning_alone(tables, actor.member_id, tenant)
        where, given = f"{where} AND position = ANY ($2)", [tenant, list(alone)]
    elif actor.role is Role.MEMBER:
        where += " AND starts_with(org_path, (SELECT org_path FROM read_model.member WHERE member_id = $2))"
    elif actor.place is not None:
        top = "(SELECT org_path FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2)"
        where += f" AND starts_with(org_path, {top})"
    else:
        where += " AND $2::uuid IS NULL"
    rows = await tables.fetch(f"SELECT {key} FROM read_model.{table} WHERE {where}", *given)
    return {encode_id(type_name, row[0]) for row in rows}


async def test_nobody_reads_in_anothers_scope(
    few: Ledger, tables: Tables, lived: tuple[Database, Mapping[str, Places]]
) -> None:
    callers = {(tenant, who): actors(places)[who] for tenant, places in lived[1].items() for who in WHO}
    expected = {
        (scope, name): await ids_in(tables, scope[0], actor, name)
        for scope, actor in callers.items()
        for name in LISTS
    }
    chance = random.Random(22)
    answered = 0

    async def ask(scope: Scope, name: str, way: Schema) -> None:
        nonlocal answered
        asker = Asker(way, few.services, callers[scope], scope[0])
        found = {node["id"] for node in (await asker.ask(QUERIES[name]))[name]["nodes"]}
        may_see = expected[scope, name]
        assert found <= may_see, (scope, name)
        assert len(found) == min(len(may_see), 1000), (scope, name)
        answered += 1

    async def ask_and_leave(scope: Scope, name: str, way: Schema) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(chance.uniform(0, 0.05)):
                await ask(scope, name, way)

    requests = []
    for _ in range(REQUESTS):
        one = (
            chance.choice(list(callers)),
            chance.choice(list(LISTS)),
            chance.choice([schema(), loading_schema()]),
        )
        requests.append((ask_and_leave if chance.random() < 0.1 else ask)(*one))
    await asyncio.gather(*requests)

    assert answered > 0.85 * REQUESTS
    assert (
        len({frozenset(one) for one in expected.values()}) > len(expected) / 2
    )  # else this would say little
    await nothing_is_left(few.services.read_pool)


async def nothing_is_left(pool: Pool) -> None:
    """No connection that served them has a scope of its own now."""
    held = [await pool.acquire() for _ in range(CONNECTIONS)]
    try:
        for connection in held:
            assert not await connection.fetchval("SELECT current_setting('gridledger.entered', true)")
            assert await connection.fetchval("SELECT count(*) FROM read_model.member") == 0
    finally:
        for connection in held:
            await pool.release(connection)
