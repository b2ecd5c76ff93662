"""Pages of other origins: those that were listed may ask, none else, and no browser sends credentials for any."""

from __future__ import annotations

import httpx
import pytest

from tests.api.limits.conftest import Served

DESK = "https://desk.example"
OTHERS = (
    "https://elsewhere.example",
    "https://desk.example.elsewhere.example",
    "http://desk.example",
    "https://desk.example:8443",
    "https://DESK.example",
    "null",
    "",
)
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type,gridledger-capacity,gridledger-purpose",
}


def told(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}


async def test_a_preflight_of_a_listed_origin_needs_no_token(served: Served) -> None:
    async with served(allowed_origins=frozenset({DESK})) as api:
        answer = await api.http.options("/graphql", headers={"Origin": DESK, **PREFLIGHT})
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["vary"] == "Origin"
        assert told(answer)["access-control-allow-origin"] == DESK
        assert told(answer)["access-control-allow-methods"] == "GET, POST"
        allowed = told(answer)["access-control-allow-headers"].lower().split(", ")
        assert {*PREFLIGHT["Access-Control-Request-Headers"].split(",")} <= {*allowed}
        assert "access-control-allow-credentials" not in answer.headers


async def test_its_pages_may_read_every_answer(served: Served) -> None:
    async with served(allowed_origins=frozenset({DESK})) as api:
        answers = [
            await api.post("{ county { name } }", Origin=DESK),
            await api.post("{ county {", Origin=DESK),
            await api.post("{ county { name } }", Origin=DESK, Authorization="Bearer x"),
            await api.http.put("/graphql", headers={"Origin": DESK}),
        ]
        assert [answer.status_code for answer in answers] == [200, 400, 401, 405]
        for answer in answers:
            assert told(answer)["access-control-allow-origin"] == DESK
            assert "X-Request-Id" in told(answer)["access-control-expose-headers"]
            assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", OTHERS)
async def test_pages_of_no_other_origin_may(served: Served, origin: str) -> None:
    async with served(allowed_origins=frozenset({DESK})) as api:
        answer = await api.http.options("/graphql", headers={"Origin": origin, **PREFLIGHT})
        assert (answer.status_code, told(answer)) == (405, {})
        assert told(await api.post("{ county { name } }", Origin=origin)) == {}


async def test_without_a_list_nobody_is_told_anything(served: Served) -> None:
    async with served() as api:
        answer = await api.http.options("/graphql", headers={"Origin": DESK, **PREFLIGHT})
        assert (answer.status_code, told(answer)) == (405, {})
        assert "vary" not in (await api.post("{ county { name } }", Origin=DESK)).headers
