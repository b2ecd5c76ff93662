"""Heads that could be read in two ways, or ask for what there is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api

BODY = b'{"query": "{ county { name } }"}'


async def status(api: Api, *headers: tuple[str, str]) -> tuple[int, Any]:
    sent = [("Authorization", f"Bearer {api.token()}"), ("Content-Type", "application/json"), *headers]
    answer = await api.http.post("/graphql", content=BODY, headers=sent)
    said = answer.json()
    assert answer.headers["x-request-id"]
    if "errors" in said:
        assert said["errors"][0]["extensions"]["requestId"] == answer.headers["x-request-id"]
        return answer.status_code, said["errors"][0]["extensions"]["code"]
    return answer.status_code, said["data"]


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "Host",
        "Content-Type",
        "Content-Encoding",
        "Gridledger-Capacity",
        "Gridledger-Purpose",
    ],
)
async def test_sent_twice(founded: Api, name: str) -> None:
    assert await status(founded, (name, "x"), (name.lower(), "x")) == (400, "BAD_USER_INPUT")


async def test_lists_may_be_sent_in_parts(founded: Api) -> None:
    found, _ = await status(founded, ("Accept", "application/json"), ("Accept", "text/html"))
    assert found == 200


async def test_the_error_says_which(founded: Api) -> None:
    two = [("Authorization", "Bearer one"), ("Authorization", "Bearer two"), ("Accept-Language", "en")]
    answer = await founded.http.post("/graphql", content=BODY, headers=two)
    (error,) = answer.json()["errors"]
    assert error["message"] == "The header authorization may be sent once only."
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_host_is_needed(founded: Api) -> None:
    request = founded.http.build_request("GET", "/healthz")
    del request.headers["Host"]
    assert (await founded.http.send(request)).status_code == 400


@pytest.mark.parametrize("path", ["/graphql", "/healthz", "/nothing"])
async def test_half_a_handshake_of_a_websocket_is_refused_in_words(founded: Api, path: str) -> None:
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "graphql-transport-ws",
        "Accept-Language": "en",
    }
    answer = await founded.http.get(path, headers=handshake)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert "whole handshake" in error["message"]
