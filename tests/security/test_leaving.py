"""A client that leaves: half a request does nothing; a whole one does all of it, and its key tells the outcome."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

import orjson

from application.actor import Role
from tests.security.conftest import Attacked, token_of

FOUND = (
    "mutation ($a: OrganisationFoundInput!) { organisationFound(input: $a) { position userErrors { code } } }"
)
NUMBER = 5


async def test_who_leaves(founded: Attacked) -> None:
    committee = orjson.loads((await founded.post(b'{"query": "{ county { committee { id } } }"}')).content)
    parent = committee["data"]["county"]["committee"]["id"]
    head = await _head(founded)
    for number in range(NUMBER):
        body = _found(parent, f"whole-{number}", f"第{number}支部")
        await _leave(founded, body, sent=len(body))
        await _leave(founded, _found(parent, f"half-{number}", f"第{number}小组"), sent=len(body) // 2)
    for _ in range(500):
        if await _head(founded) == head + NUMBER:
            break
        await asyncio.sleep(0.02)
    assert await _head(founded) == head + NUMBER, "each whole request took effect, and nothing else"
    for number in range(NUMBER):
        answer = await founded.post(_found(parent, f"whole-{number}", f"第{number}支部"))
        payload = answer.json()["data"]["organisationFound"]
        assert payload["userErrors"] == []
        assert head < payload["position"] <= head + NUMBER, "told again, not done again"
    assert await _head(founded) == head + NUMBER
    assert '"event": "client left"' in founded.process.stderr + founded.process.stdout


def _found(parent: str, key: str, name: str) -> bytes:
    given: dict[str, Any] = {"idempotencyKey": key, "parentId": parent, "kind": "PARTY_BRANCH", "name": name}
    return orjson.dumps({"query": FOUND, "variables": {"a": given}})


async def _leave(attacked: Attacked, body: bytes, *, sent: int) -> None:
    """Send so much of a request, and hang up."""
    address = urlsplit(attacked.process.address)
    _, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(
        b"POST /graphql HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n"
        % (address.netloc.encode(), token_of(Role.COUNTY_SECRETARY).encode(), len(body))
    )
    writer.write(body[:sent])
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def _head(attacked: Attacked) -> int:
    """Position of the last event."""
    answer = await attacked.post(b'{"query": "{ events(last: 1) { nodes { position } } }"}')
    position: int = answer.json()["data"]["events"]["nodes"][0]["position"]
    return position
