"""How many requests are worked on at a time: whoever comes too many is told at once, and probes are answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx

from application.actor import Role
from tests.api.client import GRAPHQL, Api
from tests.api.limits.conftest import Served

QUERY = "{ county { name } }"


@asynccontextmanager
async def unfinished(api: Api, account: str) -> AsyncIterator[None]:
    """A request of the account, of which the body's end is awaited meanwhile."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'{"query": "{ county'
        begun.set()
        await ended.wait()
        yield b' { name } }"}'

    token = api.token(Role.COUNTY_SECRETARY, account=account)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": GRAPHQL}
    sent = asyncio.create_task(api.http.post("/graphql", content=body(), headers=headers))
    await begun.wait()
    try:
        yield
    finally:
        ended.set()
        assert (await sent).status_code == 200


async def ask(api: Api, account: str) -> httpx.Response:
    return await api.post(QUERY, token=api.token(Role.COUNTY_SECRETARY, account=account))


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["extensions"]["code"], answer.headers["retry-after"]


async def test_of_one_account(served: Served) -> None:
    async with served(requests_of_account=2) as api:
        async with unfinished(api, "one"), unfinished(api, "one"):
            assert refusal(await ask(api, "one")) == (429, "THROTTLED", "1")
            assert (await ask(api, "another")).status_code == 200
        assert (await ask(api, "one")).status_code == 200


async def test_of_all(served: Served) -> None:
    async with served(requests=3) as api:
        async with AsyncExitStack() as stack:
            for number in range(3):
                await stack.enter_async_context(unfinished(api, f"account {number}"))
            assert refusal(await ask(api, "one more")) == (503, "THROTTLED", "1")
            assert (await api.http.get("/healthz")).status_code == 200
            assert (await api.http.get("/readyz")).status_code == 200
            assert (await api.http.get("/graphql", headers={"Accept": "text/html"})).status_code == 200
        assert (await ask(api, "one more")).status_code == 200


async def test_what_fails_leaves_no_place_taken(served: Served) -> None:
    async with served(requests=1, requests_of_account=1) as api:
        for query in ("{", "{ nothing }", "{ viewer { account } }"):
            await api.post(query)
            await api.post(query, Authorization="Bearer x")
        assert (await ask(api, "one")).status_code == 200


async def test_a_hundred_at_once_are_answered_or_told_to_wait(served: Served) -> None:
    async with served(requests=16, requests_of_account=4) as api:
        answers = await asyncio.gather(*(ask(api, f"account {number % 8}") for number in range(100)))
        assert {answer.status_code for answer in answers} <= {200, 429, 503}
        assert sum(answer.status_code == 200 for answer in answers) >= 4
        assert (await ask(api, "account 1")).status_code == 200
