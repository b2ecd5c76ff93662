"""What browsers are told about every answer of a real server, and what no page of another origin is allowed."""

from __future__ import annotations

import httpx
import pytest

from tests.security.conftest import Attacked

EVERY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
BROWSER = "text/html,*/*;q=0.8"
ELSEWHERE = "https://elsewhere.example"
GOOD = b'{"query": "{ __typename }"}'
# What a page of another origin may send without asking first.
SIMPLE_TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")


async def answers(attacked: Attacked) -> dict[str, httpx.Response]:
    """One of each kind."""
    http = attacked.http
    return {
        "data": await attacked.post(GOOD),
        "bad request": await attacked.post(b"{"),
        "unauthenticated": await attacked.post(GOOD, Authorization="Bearer x"),
        "explorer": await http.get("/graphql", headers={"Accept": BROWSER}),
        "a file of it": await http.get("/explorer/page.js"),
        "health": await http.get("/healthz"),
        "readiness": await http.get("/readyz"),
        "nothing": await http.get("/nothing"),
        "preflight": await http.options("/graphql", headers={"Origin": ELSEWHERE}),
    }


async def test_of_every_answer(attacked: Attacked) -> None:
    for name, answer in (await answers(attacked)).items():
        for header, value in EVERY.items():
            assert answer.headers.get_list(header) == [value], (name, header)
        assert not [header for header in answer.headers if header.startswith("access-control-")], name
        assert "server" not in answer.headers


async def test_nothing_is_framed_and_the_explorer_loads_its_own_files_alone(attacked: Attacked) -> None:
    found = await answers(attacked)
    assert found["data"].headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    policy = found["explorer"].headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} <= {
        *policy
    }
    assert "http" not in " ".join(policy)


@pytest.mark.parametrize("content_type", SIMPLE_TYPES)
async def test_what_needs_no_preflight_executes_nothing(attacked: Attacked, content_type: str) -> None:
    answer = await attacked.post(GOOD, Content_Type=content_type, Origin=ELSEWHERE)
    assert answer.status_code == 415
    assert "data" not in answer.json()


async def test_a_preflight_allows_nothing(attacked: Attacked) -> None:
    asked = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    answer = await attacked.http.options("/graphql", headers=asked)
    assert answer.status_code == 405
    assert not [header for header in answer.headers if header.startswith("access-control-")]


async def test_who_gives_no_token_is_nobody(attacked: Attacked) -> None:
    """A browser adds none by itself, whatever cookies it has."""
    async with httpx.AsyncClient(base_url=attacked.process.address, trust_env=False) as browser:
        for answer in (
            await browser.get("/graphql", params={"query": "{ __typename }"}, headers={"Cookie": "token=x"}),
            await browser.post("/graphql", json={"query": "{ __typename }"}, headers={"Cookie": "token=x"}),
        ):
            assert answer.status_code == 401
            assert "set-cookie" not in answer.headers
