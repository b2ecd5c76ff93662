"""Costs in answers: told with every one, limited by operation and minute, asked for beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from application.actor import Role
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from tests.api.client import Api
from tests.api.cost.test_buckets import Clock

SECRETARY = ROLE_ALLOWANCES[Role.COUNTY_SECRETARY]
LIST = "{ meetings(first: 50) { nodes { heldOn } } }"  # 52 points


@pytest.fixture
def clock() -> Clock:
    """By which points come back: none while a slow machine thinks."""
    return Clock()


@pytest.fixture
async def poor(founded: Api, ledger: Ledger, issuer: DevelopmentIssuer, clock: Clock) -> AsyncIterator[Api]:
    """The same county by a server that lets county secretaries spend 120 points a minute, 60 at once."""
    allowance = replace(SECRETARY, operation_points=60, points_per_minute=120)
    settings = ServerSettings(
        production=False, allowances={**ROLE_ALLOWANCES, Role.COUNTY_SECRETARY: allowance}
    )
    app = create_app(ledger.services, KnownKeys(issuer.verifier()), settings, clock=clock)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://gridledger.test"
    ) as http:
        yield Api(http, issuer, ledger.store, app)


async def cost_of(api: Api, query: str, token: str | None = None) -> dict[str, Any]:
    cost: dict[str, Any] = (await api.post(query, token=token)).json()["extensions"]["cost"]
    return cost


def code_of(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


async def test_every_answer_tells_the_cost(poor: Api) -> None:
    cost = await cost_of(poor, LIST)
    assert (cost["requested"], cost["limit"]) == (52, 60)
    assert cost["remaining"] == 120 - 52
    assert dt.datetime.fromisoformat(cost["resetAt"]) > dt.datetime.now(dt.UTC)


async def test_answers_that_refuse_tell_it_too(founded: Api) -> None:
    for query in ("{ nothing }", "{ county {", '{ organisation(id: "x") { name } }', "{ __typename }"):
        cost = await cost_of(founded, query)
        assert cost["limit"] == SECRETARY.operation_points, query


async def test_the_limit_is_by_role(founded: Api) -> None:
    member = founded.token(Role.MEMBER, member="0199a0d2-0000-7000-8000-000000000001")
    cost = await cost_of(founded, "{ viewer { role } }", token=member)
    assert cost["limit"] == ROLE_ALLOWANCES[Role.MEMBER].operation_points


async def test_what_costs_too_much_does_not_run(poor: Api) -> None:
    response = await poor.post("{ meetings(first: 100) { nodes { heldOn } } }", Accept_Language="en")
    assert response.status_code == 400
    assert code_of(response) == "QUERY_TOO_COMPLEX"
    assert "costs 102 points; the limit is 60" in response.json()["errors"][0]["message"]
    cost = response.json()["extensions"]["cost"]
    assert (cost["requested"], cost["limit"], cost["remaining"]) == (102, 60, 120)
    assert "data" not in response.json()


@pytest.mark.parametrize("accept", ["application/graphql-response+json", "application/json"])
async def test_an_account_that_has_spent_its_points_waits(poor: Api, clock: Clock, accept: str) -> None:
    for _ in range(2):
        assert (await poor.post(LIST)).status_code == 200
    response = await poor.post(LIST, Accept=accept)
    assert response.status_code == 429
    assert code_of(response) == "THROTTLED"
    assert response.headers["Retry-After"] == "18"  # 36 points at 2 a second
    assert response.json()["extensions"]["cost"]["remaining"] == 120 - 2 * 52
    other = poor.token(account="another")
    assert (await poor.post(LIST, token=other)).status_code == 200
    clock.now += 17.5
    assert (await poor.post(LIST, Accept=accept)).status_code == 429
    clock.now += 0.5
    assert (await poor.post(LIST, Accept=accept)).status_code == 200


async def test_points_are_a_roles(poor: Api) -> None:
    member = poor.token(Role.MEMBER, member="0199a0d2-0000-7000-8000-000000000001")
    before = await cost_of(poor, LIST)
    await poor.post("{ meetings(first: 1000) { nodes { heldOn } } }", token=member)
    after = await cost_of(poor, "{ rateLimit { remaining } }")
    assert after["remaining"] == before["remaining"]
    of_member = await cost_of(poor, "{ rateLimit { remaining } }", token=member)
    assert of_member["remaining"] == ROLE_ALLOWANCES[Role.MEMBER].points_per_minute - 1_002


async def test_no_command_runs_without_points(poor: Api) -> None:
    for _ in range(2):
        await poor.post("{ meetings(first: 58) { nodes { heldOn } } }")
    before = await poor.head()
    given = '{idempotencyKey: "k", module: POINTS}'
    query = f"mutation {{ countyModuleAdopt(input: {given}) {{ position }} }}"
    assert (await poor.post(query)).status_code == 429
    assert await poor.head() == before


async def test_rate_limit_says_what_is_left_and_costs_nothing(poor: Api) -> None:
    asked = "rateLimit { limit remaining resetAt cost operationLimit }"
    first = (await poor.ask(f"{{ {asked} }}"))["rateLimit"]
    assert (first["cost"], first["limit"], first["remaining"]) == (0, 120, 120)
    assert first["operationLimit"] == 60
    beside = (await poor.ask(LIST.replace("{", "{ " + asked, 1)))["rateLimit"]
    assert beside["cost"] == 52
    assert beside["remaining"] == 120 - 52


@pytest.mark.parametrize(
    "ask",
    [
        "query ($dry: Boolean = true) { rateLimit(dryRun: $dry) { cost } %s }",
        "query { ...Limits %s } fragment Limits on Query { rateLimit(dryRun: true) { cost } }",
    ],
)
async def test_a_dry_run_runs_nothing_else_and_pays_nothing(poor: Api, ask: str) -> None:
    dear = "meetings(first: 100) { nodes { heldOn } }"  # more than may be asked for
    answer = (await poor.post(ask % dear)).json()
    assert answer["data"] == {"rateLimit": {"cost": 102}}
    assert "position" not in answer["extensions"]  # the read models were not asked
    assert answer["extensions"]["cost"]["remaining"] == 120


async def test_a_dry_run_that_is_not_wanted(poor: Api) -> None:
    data = await poor.ask("{ rateLimit(dryRun: false) { cost } county { name } }")
    assert list(data) == ["rateLimit", "county"]
    skipped = "{ rateLimit(dryRun: true) @skip(if: true) { cost } county { name } }"
    assert list(await poor.ask(skipped)) == ["county"]


def test_a_minute_pays_for_the_largest_operation() -> None:
    with pytest.raises(ValueError, match="less than"):
        replace(SECRETARY, points_per_minute=SECRETARY.operation_points - 1)
