"""Asking for the schema, by role: refused before anything runs, however it is asked for."""

from __future__ import annotations

import httpx
import pytest
from graphql import get_introspection_query

from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from tests.api.client import Api
from tests.api.limits.conftest import Served

WITHHELD = frozenset(ROLE_ALLOWANCES) - {Role.COUNTY_SECRETARY}
ASKING = [
    get_introspection_query(),
    "{ __schema { queryType { name } } }",
    '{ __type(name: "Member") { name } }',
    "{ county { name } harmless: __schema { types { name } } }",
    "{ ...F } fragment F on Query { __schema { queryType { name } } }",
    "{ ... on Query { ... { __schema { queryType { name } } } } }",
    "query A { county { name } } query B { __schema { queryType { name } } }",
    "query ($in: Boolean = false) { county { name } __schema @include(if: $in) { queryType { name } } }",
    "{ county { name __schema { queryType { name } } } }",
    "{ rateLimit(dryRun: true) { cost } __schema { queryType { name } } }",
]  # fmt: skip


async def answered(api: Api, query: str, role: Role) -> httpx.Response:
    operation = "A" if query.startswith("query A") else None
    return await api.http.post(
        "/graphql",
        json={"query": query, "operationName": operation},
        headers={
            "Authorization": f"Bearer {api.token(role)}",
            "Accept": "application/graphql-response+json",
        },
    )


@pytest.mark.parametrize("query", ASKING)
async def test_who_may_not(served: Served, query: str) -> None:
    async with served(introspection=frozenset(ROLE_ALLOWANCES) - WITHHELD) as api:
        answer = await answered(api, query, Role.INSPECTOR)
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]["code"]) == (403, "FORBIDDEN")
        assert "data" not in answer.json()


@pytest.mark.parametrize("query", ASKING)
async def test_who_may(served: Served, query: str) -> None:
    async with served(introspection=frozenset(ROLE_ALLOWANCES) - WITHHELD) as api:
        answer = await answered(api, query, Role.COUNTY_SECRETARY)
        assert answer.status_code == (400 if "name __schema" in query else 200)


async def test_names_of_types_of_what_was_read_are_told(served: Served) -> None:
    async with served(introspection=frozenset()) as api:
        found = await api.ask("{ __typename county { __typename } }")
        assert found["__typename"] == "Query"


async def test_errors_say_how_it_would_be_right_only_to_those_who_may_know(served: Served) -> None:
    wrong = "{ countyy { name } meetings(frist: 1) { totalCount } members(where: {kindd: {eq: FULL}}) { totalCount } }"
    async with served(introspection=frozenset()) as api:
        messages = [error["message"] for error in (await api.post(wrong)).json()["errors"]]
        assert len(messages) == 3
        assert not [message for message in messages if "mean" in message]
    async with served() as api:
        messages = [error["message"] for error in (await api.post(wrong)).json()["errors"]]
        assert [message for message in messages if "Did you mean" in message]


async def test_every_role_may_unless_it_is_set(founded: Api) -> None:
    for role in (Role.OPERATOR, Role.INSPECTOR, Role.INTEGRATOR):
        assert (
            await founded.post("{ __schema { queryType { name } } }", token=founded.token(role))
        ).status_code == 200
