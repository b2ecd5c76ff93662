"""The log names the field that failed as the schema does: aliases and names of operations may be anything."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from typing import Any

import asyncpg
import pytest
from graphql import (
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    execute_sync,
    parse,
)
from structlog.testing import capture_logs

from graphql_api.field_errors import FieldError
from graphql_api.plan.execution import AnsweringContext
from gridledger.bootstrap import Ledger
from gridledger.embedded_postgres import SUPERUSER
from tests.api.client import Api
from tests.support.postgres import Database

NUMBER = "430281199001011234"  # made up; as an identity card has it
ALIAS = f"a{NUMBER}"


def failed(logs: list[MutableMapping[str, Any]]) -> list[str]:
    """The fields that the log says failed; it says nothing of what the caller wrote."""
    assert NUMBER not in json.dumps(logs)
    return [entry["field"] for entry in logs if entry["event"] == "resolver failed"]


@pytest.mark.parametrize("more", ["", "again: __typename"])  # by plan, and by the engine
async def test_of_a_mutation(
    founded: Api, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError(NUMBER)

    monkeypatch.setattr(ledger.executor, "execute", fail)
    adopt = 'countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS}) { position }'
    with capture_logs() as logs:
        response = await founded.post(f"mutation q{NUMBER} {{ {ALIAS}: {adopt} {more} }}")
    (error,) = response.json()["errors"]
    assert error["path"] == [ALIAS]  # to whoever wrote it
    assert failed(logs) == ["Mutation.countyModuleAdopt"]


async def hide(database: Database, table: str) -> None:
    """Take a read model's table away."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    await connection.execute(f"ALTER TABLE read_model.{table} RENAME TO hidden")
    await connection.close()


async def test_of_a_query(founded: Api, database: Database) -> None:
    await hide(database, "member")
    members = f"{ALIAS}: members(first: 1) {{ {ALIAS}: nodes {{ id }} }}"
    for fragment in ("", f"fragment f{NUMBER} on Query {{ {members} }}"):
        asked = f"...f{NUMBER}" if fragment else members
        with capture_logs() as logs:
            response = await founded.post(f"query q{NUMBER} {{ {asked} }} {fragment}")
        assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert failed(logs) == ["Query.members"]


async def test_of_what_stands_below(founded: Api, worker: None, database: Database) -> None:
    await founded.ask(f"query @readAfter(position: {await founded.head()}) {{ county {{ name }} }}")
    await hide(database, "organisation")
    adopt = 'countyModuleAdopt(input: {idempotencyKey: "k", module: POINTS})'
    selected = f"position {ALIAS}: county {{ name {ALIAS}: committee {{ name }} }}"
    with capture_logs() as logs:
        await founded.post(f"mutation q{NUMBER} {{ {ALIAS}: {adopt} {{ {selected} }} again: __typename }}")
    assert failed(logs) == ["CountyModuleAdoptPayload.county"]


def test_of_an_item_of_a_list() -> None:
    lists = GraphQLField(GraphQLList(GraphQLList(GraphQLInt)), resolve=lambda *_: [[1, "x"]])
    schema = GraphQLSchema(GraphQLObjectType("Numbers", {"squares": lists}))
    result = execute_sync(schema, parse(f"{{ {ALIAS}: squares }}"), executor_class=AnsweringContext)
    assert result.errors
    (error,) = result.errors
    assert isinstance(error, FieldError)
    assert error.path == [ALIAS, 0, 1]
    assert error.field == "Numbers.squares"
