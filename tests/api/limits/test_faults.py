"""What cannot be executed is paid in processor time: an account that sends little else is put off, others are not."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any

import httpx
import pytest

from application.actor import Role
from graphql_api.cost import faults
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from graphql_api.cost.buckets import Buckets
from graphql_api.cost.faults import HANDLING_SECONDS, Faults, PutOffError
from graphql_api.web import endpoint
from tests.api.client import Api
from tests.api.limits.conftest import Served

FEW_MS = 61  # a minute: a little more than 5 ms at once, so that the one beyond leaves a debt
MANY = 25  # requests, whose handling takes more than that


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is put off is told so without delay."""
    monkeypatch.setattr(endpoint, "PUT_OFF_SECONDS", 0.0)


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the requests of a test take, nothing that they were to pay comes back meanwhile."""
    for buckets in (Faults, Buckets):
        defaults = buckets.__init__.__kwdefaults__
        assert defaults
        monkeypatch.setitem(defaults, "clock", lambda: 0.0)


async def post(api: Api, content: bytes, account: str = "attacker", **headers: str) -> httpx.Response:
    token = api.token(Role.COUNTY_SECRETARY, account=account)
    sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return await api.http.post("/graphql", content=content, headers=sent)


def is_put_off(answer: httpx.Response) -> bool:
    """Whether it was for what the account sent in vain, not for points."""
    told = answer.json()["errors"][0]["message"]
    return answer.status_code == 429 and ("无法执行" in told or "cannot be executed" in told)


FAULTY: dict[str, tuple[bytes, dict[str, str]]] = {
    "no JSON": (b"{", {}),
    "no document": (b'{"query": "{"}', {}),
    "not valid": (b'{"query": "{ nothing }"}', {}),
    "too deep": (b'{"query": "' + b"{ county " * 30 + b"}" * 30 + b'"}', {}),
    "too dear": (
        b'{"query": "{ meetings(first: 1000) { nodes { branch { members(first: 1000) { nodes { id } } } } } }"}',
        {},
    ),
    "an operation that is not there": (b'{"query": "{ __typename }", "operationName": "A"}', {}),
    "packed": (gzip.compress(b"{}"), {"Content_Encoding": "gzip"}),
    "a batch": (b'[{"query": "{ __typename }"}]', {}),
    "variables of another type": (
        b'{"query": "query ($a: Int!) { members(first: $a) { totalCount } }", "variables": {"a": "x"}}',
        {},
    ),
    "a hash that is not registered": (
        b'{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "%s"}}}' % (b"0" * 64),
        {},
    ),
    "a question of what it would cost": (
        b'{"query": "{ rateLimit(dryRun: true) { cost } members(first: 1000) { totalCount } }"}',
        {},
    ),
    "a clock that shows no time": (b'{"query": "{ viewer { account } }"}', {"X_Clock": "noon"}),
    "a purpose that is none": (b'{"query": "{ viewer { account } }"}', {"Gridledger_Purpose": "CURIOSITY"}),
    "another's capacity": (b'{"query": "{ viewer { account } }"}', {"Gridledger_Capacity": "INSPECTOR"}),
}


@pytest.mark.parametrize("name", FAULTY)
async def test_whoever_sends_nothing_else_is_put_off(served: Served, name: str) -> None:
    body, headers = FAULTY[name]
    async with served(faults_ms_per_minute=FEW_MS) as api:
        answers = [await post(api, body, **headers) for _ in range(MANY)]
        last = answers[-1]
        assert last.status_code == 429, [answer.status_code for answer in answers]
        assert last.json()["errors"][0]["extensions"]["code"] == "THROTTLED"
        assert 1 <= int(last.headers["retry-after"]) <= 70
        assert answers[0].status_code != 429
        good = b'{"query": "{ viewer { account } }"}'
        assert (await post(api, good)).status_code == 429, "until its time is there again"
        assert (await post(api, good, "another")).json()["data"]


async def test_whoever_asks_for_a_county_that_is_none_is_put_off(served: Served) -> None:
    async with served(faults_ms_per_minute=FEW_MS) as api:
        stranger = api.token(Role.COUNTY_SECRETARY, tenant="999999", account="stranger")
        answers = [await api.post("{ viewer { account } }", token=stranger) for _ in range(MANY)]
        assert answers[0].status_code != 429
        assert is_put_off(answers[-1])


DEAR = "{ a%d: members(first: 1000) { nodes { id } } }"  # 1,002 points
NAMES = "{ a%d: __typename }"  # none
WITH_POINTS_LEFT = replace(
    ROLE_ALLOWANCES[Role.COUNTY_SECRETARY], operation_points=1_500, points_per_minute=1_500
)


@pytest.mark.parametrize("query", [DEAR, NAMES])
async def test_documents_that_are_valid_and_never_paid(served: Served, query: str) -> None:
    allowances = {**ROLE_ALLOWANCES, Role.COUNTY_SECRETARY: WITH_POINTS_LEFT}
    async with served(faults_ms_per_minute=FEW_MS, allowances=allowances) as api:
        answers = [await api.post(query % number) for number in range(MANY)]
        assert answers[0].status_code == 200
        assert is_put_off(answers[-1]), answers[-1].text


async def test_the_same_names_as_often_as_anyone_likes(served: Served) -> None:
    async with served(faults_ms_per_minute=FEW_MS) as api:
        assert {(await api.post(NAMES % 1)).status_code for _ in range(2 * MANY)} == {200}


async def test_without_a_point_left_nothing_is_read(served: Served) -> None:
    poor = replace(WITH_POINTS_LEFT, operation_points=12, points_per_minute=12)  # one comes in 5 s
    async with served(allowances={**ROLE_ALLOWANCES, Role.COUNTY_SECRETARY: poor}) as api:
        paid = await api.post("{ members(first: 10) { nodes { id } } }")
        assert paid.json()["extensions"]["cost"]["remaining"] == 0
        answer = await post(api, b"{", account="development:county_secretary")
        assert (answer.status_code, is_put_off(answer)) == (429, False)
        assert answer.headers["retry-after"] in "12345"


async def test_what_is_executed_costs_nothing_of_it(served: Served) -> None:
    async with served(faults_ms_per_minute=1) as api:
        for number in range(MANY):
            good = b'{"query": "{ a%d: viewer { account } member(id: \\"x\\") { id } }"}' % number
            answer = await post(api, good)
            assert answer.status_code == 200, "errors of fields are no such fault"


async def test_it_is_not_read_before(served: Served) -> None:
    async with served(faults_ms_per_minute=1) as api:
        await post(api, b"{")
        read = False

        async def body() -> Any:
            nonlocal read
            read = True
            yield b"{}"

        token = api.token(Role.COUNTY_SECRETARY, account="attacker")
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = await api.http.post("/graphql", content=body(), headers=headers)
        assert (answer.status_code, read) == (429, False)


def test_what_is_owed_has_a_bound() -> None:
    now = 0.0
    owed = Faults(600, clock=lambda: now)
    owed.check("a")
    for _ in range(1000):
        owed.pay("a", 1.0)
    with pytest.raises(PutOffError) as put_off:
        owed.check("a")
    assert put_off.value.retry_after_seconds == 61
    now += 60.1
    owed.check("a")


def test_so_much_a_second_and_a_few_seconds_worth_at_once() -> None:
    now, passed = 0.0, 0
    allowed = Faults(600, clock=lambda: now)
    for _ in range(100_000):
        now += 0.001
        try:
            allowed.check("a")
        except PutOffError:
            continue
        allowed.pay("a", 0.0015)
        passed += 1
    used_seconds = passed * (0.0015 + HANDLING_SECONDS)
    assert used_seconds == pytest.approx(100 * 0.01 + 0.05, rel=0.05)
    assert faults.PUT_OFF_SECONDS >= 1.0
