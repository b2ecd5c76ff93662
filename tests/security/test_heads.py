"""Heads over the wire, as no client library writes them; their answers are proved in tests/api/limits/test_heads.py."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest

from application.actor import Role
from tests.security.conftest import Attacked, token_of

TOKEN = token_of(Role.OPERATOR).encode()
BODY = b'{"query": "{ __typename }"}'
GOOD = (b"Host: here", b"Authorization: Bearer " + TOKEN, b"Content-Type: application/json")
LENGTH = b"Content-Length: %d" % len(BODY)
HEADS = {
    "as it should be": ((*GOOD, LENGTH), 200),
    "no host": ((*GOOD[1:], LENGTH), 400),
    "two hosts": ((*GOOD, b"host: there", LENGTH), 400),
    "two tokens": ((*GOOD, b"authorization: Bearer x", LENGTH), 400),
    "the same token twice": ((*GOOD, GOOD[1], LENGTH), 400),
    "a token on a second line": ((*GOOD, b"Authorization:", b" Bearer x", LENGTH), 400),
    "two lengths": ((*GOOD, LENGTH, b"Content-Length: 3"), 400),
    "a length and chunks": ((*GOOD, LENGTH, b"Transfer-Encoding: chunked"), 400),
    "a space before the colon": ((*GOOD, b"Authorization : Bearer x", LENGTH), 400),
    "a websocket": (
        (*GOOD, b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: eA==", LENGTH),
        400,
    ),
    "a wish for HTTP/2": ((*GOOD, b"Connection: Upgrade", b"Upgrade: h2c", LENGTH), 200),
}


@pytest.mark.parametrize("name", HEADS)
async def test_over_the_wire(attacked: Attacked, name: str) -> None:
    lines, status = HEADS[name]
    address = urlsplit(attacked.process.address)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(b"\r\n".join([b"POST /graphql HTTP/1.1", *lines, b"", BODY]))
    answer = await reader.readuntil(b"\r\n")
    writer.close()
    assert int(answer.split()[1]) == status, answer
    assert (await attacked.post(BODY)).status_code == 200
