"""Answers about the schema are what the engine says, made once, and leave the event loop to others."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest
from graphql import get_introspection_query, graphql_sync

from graphql_api.schema import Schema, make_schema
from tests.api.client import Api

QUERIES = [
    get_introspection_query(),
    '{ __typename m: __type(name: "Member") { name fields { name } } n: __type(name: "Nothing") { name } }',
    "query Named { __schema { queryType { name ...F } } } fragment F on __Type { kind }",
]


def by_engine(schema: Schema, query: str) -> Any:
    return graphql_sync(schema._schema, query).data


@pytest.mark.parametrize("query", QUERIES)
async def test_as_the_engine_answers(founded: Api, query: str) -> None:
    expected = by_engine(make_schema(planned=False), query)
    for _ in range(2):
        assert await founded.ask(query) == expected


async def test_beside_other_questions_the_engine_answers(founded: Api) -> None:
    found = await founded.ask("{ viewer { role } __schema { queryType { name } } }")
    assert found == {"viewer": {"role": "COUNTY_SECRETARY"}, "__schema": {"queryType": {"name": "Query"}}}
    name = "query ($n: String!) { __type(name: $n) { name } }"
    assert await founded.ask(name, {"n": "Member"}) == {"__type": {"name": "Member"}}


async def test_the_loop_goes_on_meanwhile(founded: Api) -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    turning = asyncio.create_task(turn())
    await founded.post(get_introspection_query())
    first, turns = turns, 0
    answer = await founded.post(get_introspection_query())
    turning.cancel()
    assert first > 20
    assert len(orjson.dumps(answer.json())) > 100_000
