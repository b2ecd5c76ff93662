"""The development clock: in a rehearsal only, never backwards, and never in production."""

from __future__ import annotations

import httpx

from application.actor import Role
from graphql_api.app import create_app
from graphql_api.configuration import ServerSettings
from graphql_api.identity import DevelopmentIssuer, KnownKeys
from gridledger.bootstrap import Ledger
from tests.api.client import Api

ADOPT = """mutation ($input: CountyModuleAdoptInput!) {
  countyModuleAdopt(input: $input) { recordedAt userErrors { code } } }"""


async def adopt(api: Api, key: str, clock: str) -> httpx.Response:
    return await api.post(ADOPT, {"input": {"idempotencyKey": key, "module": "POINTS"}}, X_Clock=clock)


async def found(api: Api, clock: str, *, rehearsal: bool) -> httpx.Response:
    query = """mutation ($input: CountyFoundInput!) {
      countyFound(input: $input) { recordedAt userErrors { code } } }"""
    given = {
        "idempotencyKey": "found",
        "name": "醴陵市",
        "committeeName": "中共醴陵市委",
        "divisionCode": "430281",
        "rehearsal": rehearsal,
    }
    return await api.post(query, {"input": given}, token=api.token(Role.OPERATOR), X_Clock=clock)


async def test_a_rehearsal_is_recorded_at_the_time_given(api: Api) -> None:
    founded = (await found(api, "2025-01-01T00:00:00Z", rehearsal=True)).json()["data"]["countyFound"]
    assert founded == {"recordedAt": "2025-01-01T00:00:00Z", "userErrors": []}
    adopted = (await adopt(api, "a", "2025-03-01T08:00:00+08:00")).json()["data"]["countyModuleAdopt"]
    assert adopted == {"recordedAt": "2025-03-01T00:00:00Z", "userErrors": []}


async def test_it_never_goes_backwards(api: Api) -> None:
    await found(api, "2025-01-01T00:00:00Z", rehearsal=True)
    before = await api.head()
    refused = (await adopt(api, "a", "2024-12-31T23:59:59Z")).json()["data"]["countyModuleAdopt"]
    assert refused["userErrors"] == [{"code": "CLOCK_BACKWARDS"}]
    assert await api.head() == before


async def test_a_log_of_real_life_takes_none(api: Api) -> None:
    refused = (await found(api, "2025-01-01T00:00:00Z", rehearsal=False)).json()["data"]["countyFound"]
    assert refused["userErrors"] == [{"code": "NOT_A_REHEARSAL"}]


async def test_a_time_that_is_none(founded: Api) -> None:
    for clock in [
        "", "now", "2025-01-01", "2025-01-01T00:00:00", "2025-13-01T00:00:00Z", "1",
        "0001-01-01T00:00:00Z", "1949-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    ]:  # fmt: skip
        before = await founded.head()
        response = await adopt(founded, "a", clock)
        assert response.status_code == 400
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert await founded.head() == before


async def test_production_has_no_such_clock(founded: Api, ledger: Ledger, issuer: DevelopmentIssuer) -> None:
    app = create_app(ledger.services, KnownKeys(issuer.verifier()), ServerSettings(production=True))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gridledger.test") as http:
        production = Api(http, issuer, ledger.store, app)
        before = await production.head()
        response = await adopt(production, "a", "2030-01-01T00:00:00Z")
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert await production.head() == before
