"""Answers about the schema are what the engine says, made once, and leave the event loop to others."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest
from graphql import get_introspection_query, graphql_sync

from graphql_api.schema import make_schema
from tests.api.client import Api

WHOLE = get_introspection_query()
FRAGMENTS = WHOLE[WHOLE.index("fragment") :]
SCHEMA = "__schema { types { ...FullType } }"
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "as tools ask": (WHOLE, {}),
    "by way of a fragment": (f"{{ ...A }} fragment A on Query {{ a: {SCHEMA} }} {FRAGMENTS}", {}),
    "in a fragment inline": (f"{{ ... on Query {{ ... {{ {SCHEMA} }} }} }} {FRAGMENTS}", {}),
    "between other fields": (f"{{ v: rateLimit {{ limit }} {SCHEMA} w: rateLimit {{ limit }} }} {FRAGMENTS}", {}),
    "with a variable": (
        f"query ($i: Boolean!, $n: String!) {{ {SCHEMA} __type(name: $n) @include(if: $i) {{ name }} }} {FRAGMENTS}",
        {"n": "Member", "i": True},
    ),
    "among operations": (f"query B {{ {SCHEMA} }} {FRAGMENTS}", {}),
}  # fmt: skip
QUERIES: dict[str, tuple[str, dict[str, Any]]] = {
    **FORMS,
    "twice, and what is not there": (
        '{ __typename m: __type(name: "Member") { name fields { name } } n: __type(name: "Nothing") { name } }',
        {},
    ),
    "left out": (
        "query ($in: Boolean!) { __schema @include(if: $in) { queryType { name } } }",
        {"in": False},
    ),
    "merged": ("{ __schema { queryType { name } } ... { __schema { queryType { kind } } } }", {}),
}


@pytest.mark.parametrize("name", QUERIES)
async def test_as_the_engine_answers(founded: Api, name: str) -> None:
    query, variables = QUERIES[name]
    alone = query.replace("v: rateLimit { limit }", "").replace("w: rateLimit { limit }", "")
    expected = graphql_sync(make_schema(planned=False)._schema, alone, variable_values=variables).data
    assert expected is not None
    if alone != query:  # the engine alone does not know who is asking
        expected = {"v": {"limit": 1_000_000}, **expected, "w": {"limit": 1_000_000}}
    for _ in range(2):
        found = await founded.ask(query, variables)
        assert found == expected
        assert list(found) == list(expected)


async def test_variables_bear_on_it(founded: Api) -> None:
    query = "query ($n: String!, $m: Int) { __type(name: $n) { name } members(first: $m) { totalCount } }"
    for name in ("Member", "Meeting"):
        assert (await founded.ask(query, {"n": name, "other": "x"}))["__type"] == {"name": name}
    wrong = await founded.post("query ($n: String!) { __type(name: $n) { name } }", {"n": 7})
    assert wrong.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_an_argument_without_a_value(founded: Api) -> None:
    query = 'query ($n: String = "Member") { __type(name: $n) { name } }'
    for _ in range(2):
        answer = (await founded.post(query, {"n": None})).json()
        assert answer["data"] == {"__type": None}
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert (await founded.ask(query))["__type"] == {"name": "Member"}


async def test_not_along_with_a_mutation(founded: Api) -> None:
    given = '{idempotencyKey: "k", module: POINTS}'
    asked = "{ query { __schema { queryType { name } } } }"
    before = await founded.head()
    answer = await founded.post(f"mutation {{ countyModuleAdopt(input: {given}) {asked} }}")
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await founded.head() == before


@pytest.mark.parametrize("name", FORMS)
async def test_the_loop_goes_on_meanwhile(founded: Api, name: str) -> None:
    query, variables = FORMS[name]
    await founded.ask("{ county { name } viewer { role } }")  # else it would wait for the database meanwhile
    query += "  # not asked before in these words"
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    turning = asyncio.create_task(turn())
    await founded.post(query, variables)
    first, turns = turns, 0
    answer = await founded.post(query, variables)
    turning.cancel()
    assert first > 20
    assert len(orjson.dumps(answer.json())) > 100_000
