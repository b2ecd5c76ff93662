"""Registered documents: asked for by hash, and all that is executed for the roles that are held to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from application.actor import Role
from event_store.connections import Connections
from event_store.pool import make_pool
from graphql_api.trusted_documents import BELIEVED_SECONDS, TrustedDocuments
from gridledger.trusted_documents import Document, register, remove
from tests.api.client import GRAPHQL, Api
from tests.api.limits.conftest import Served
from tests.support.postgres import Database

NAMES = Document("Names", "query Names($in: Boolean = true) { viewer { account @include(if: $in) role } }")
CALLER = {"account": "development:county_secretary", "role": "COUNTY_SECRETARY"}
OTHER = "{ county { name } }"
UNKNOWN = hashlib.sha256(OTHER.encode()).hexdigest()


@pytest.fixture(autouse=True)
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A connection as the owner of the tables, who registered one document."""
    connection = await asyncpg.connect(database.dsn())
    assert [new for _, new in await register(connection, [NAMES], by="test")] == [True]
    yield connection
    await connection.close()


async def ask(api: Api, sha256: Any, text: str | None = None, **more: Any) -> httpx.Response:
    body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256}}, **more}
    return await send(api, body if text is None else {**body, "query": text})


async def send(
    api: Api, body: dict[str, Any], role: Role = Role.COUNTY_SECRETARY, accept: str = GRAPHQL
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {api.token(role)}", "Accept": accept}
    return await api.http.post("/graphql", json=body, headers=headers)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["extensions"]["code"]


async def test_found_by_its_hash(founded: Api) -> None:
    for sha256 in (NAMES.sha256, NAMES.sha256.upper()):
        assert (await ask(founded, sha256)).json()["data"] == {"viewer": CALLER}
    assert (await ask(founded, NAMES.sha256, variables={"in": False})).json()["data"] == {
        "viewer": {"role": CALLER["role"]}
    }
    assert (await ask(founded, NAMES.sha256, NAMES.text)).status_code == 200


async def test_by_get(founded: Api) -> None:
    persisted = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": NAMES.sha256}})
    headers = {"Authorization": f"Bearer {founded.token()}", "Accept": "text/html, application/json;q=0.9"}
    answer = await founded.http.get("/graphql", params={"extensions": persisted}, headers=headers)
    assert answer.json()["data"] == {"viewer": CALLER}


async def test_one_that_is_not_registered(founded: Api) -> None:
    answer = await ask(founded, UNKNOWN)
    assert refusal(answer) == (404, "PERSISTED_QUERY_NOT_FOUND")
    assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert (await ask(founded, UNKNOWN, OTHER)).status_code == 200, "clients send the text then"


async def test_older_clients_are_told_with_200(founded: Api) -> None:
    body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": UNKNOWN}}}
    assert refusal(await send(founded, body, accept="application/json")) == (200, "PERSISTED_QUERY_NOT_FOUND")


async def test_a_hash_of_another_text(founded: Api) -> None:
    assert refusal(await ask(founded, NAMES.sha256, OTHER)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "persisted",
    [
        {"version": 2, "sha256Hash": NAMES.sha256},
        {"version": True, "sha256Hash": 5},
        {"version": 1, "sha256Hash": NAMES.sha256[:-1]},
        {"version": 1, "sha256Hash": "ü" * 64},
        {"sha256Hash": NAMES.sha256},
        {"version": 1},
        [],
        "x",
    ],
)
async def test_what_is_no_hash(founded: Api, persisted: Any) -> None:
    answer = await send(founded, {"extensions": {"persistedQuery": persisted}})
    assert refusal(answer) == (400, "BAD_USER_INPUT")


async def test_nothing_else_for_roles_that_are_held_to_them(served: Served) -> None:
    async with served(trusted_only=frozenset({Role.INSPECTOR})) as api:
        by_hash = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": NAMES.sha256}}}
        unknown = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": UNKNOWN}}}
        for allowed in (by_hash, {"query": NAMES.text}, {**by_hash, "query": NAMES.text}):
            assert (await send(api, allowed, Role.INSPECTOR)).status_code == 200
        for text in (OTHER, NAMES.text + " ", "{", "{ __typename }"):
            assert refusal(await send(api, {"query": text}, Role.INSPECTOR)) == (403, "FORBIDDEN")
        assert refusal(await send(api, {**unknown, "query": OTHER}, Role.INSPECTOR)) == (403, "FORBIDDEN")
        assert refusal(await send(api, unknown, Role.INSPECTOR)) == (404, "PERSISTED_QUERY_NOT_FOUND")
        assert (await send(api, {"query": OTHER}, Role.COUNTY_SECRETARY)).status_code == 200


async def test_one_that_was_removed_is_believed_for_seconds(
    database: Database, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    now = 100.0
    pool = await make_pool(
        database.dsn("gridledger_app"), application_name="test", max_size=1, statement_timeout_seconds=5
    )
    documents = TrustedDocuments(Connections(pool), now=lambda: now)
    assert (await documents.find(NAMES.sha256)) == ("Names", NAMES.text)
    await remove(owner, ["Names"])
    now += BELIEVED_SECONDS - 1
    assert await documents.find(NAMES.sha256) is not None
    now += 2
    assert await documents.find(NAMES.sha256) is None
    await pool.close()


@pytest.mark.parametrize("role", ["gridledger_app", "gridledger_projector"])
async def test_the_server_may_not_register(database: Database, role: str) -> None:
    connection = await asyncpg.connect(database.dsn(role))
    for statement in (
        "INSERT INTO trusted.document SELECT * FROM trusted.document",
        "UPDATE trusted.document SET name = 'x'",
        "DELETE FROM trusted.document",
        "TRUNCATE trusted.document",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_the_database_takes_no_hash_of_another_text(owner: asyncpg.Connection[asyncpg.Record]) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute("UPDATE trusted.document SET body = body || ' '")
