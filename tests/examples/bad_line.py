"""A bad line between a client and the server: answers get lost on it after the work is done, and some say "later"."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

_LATER = json.dumps(
    {"errors": [{"message": "later", "extensions": {"code": "THROTTLED", "requestId": "bad-line"}}]}
).encode()
_KEPT = ("authorization", "content-type", "accept", "accept-language")


@asynccontextmanager
async def bad_line(url: str) -> AsyncIterator[str]:
    """The address at which every second request to ``url`` goes wrong, after it has been carried out."""
    numbers = itertools.count()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers["content-length"]))
        sent = {name: headers[name] for name in _KEPT if name in headers}
        # Tokens are case-sensitive, names of headers are not.
        sent["authorization"] = next(
            line.split(": ", 1)[1] for line in head if line.lower().startswith("authorization")
        )
        answer = await http.post(url, content=body, headers=sent)
        number = next(numbers)
        if number % 2:
            _write(writer, answer.status_code, answer.headers["content-type"], answer.content)
        elif number % 4 == 0:
            _write(writer, 503, "application/json", _LATER)
        writer.close()

    async with httpx.AsyncClient(trust_env=False) as http:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}/graphql"


def _write(writer: asyncio.StreamWriter, status: int, media_type: str, body: bytes) -> None:
    head = f"HTTP/1.1 {status} -\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n"
    writer.write(f"{head}Connection: close\r\nRetry-After: 1\r\n\r\n".encode() + body)
