"""Clients of both transports, as plain as the protocols are, so that tests see every message."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PROTOCOL: Any = "graphql-transport-ws"
PATIENCE_SECONDS = 10.0


@dataclass
class ClosedError(Exception):
    """The server closed the connection."""

    code: int
    reason: str


@dataclass
class Talk:
    """A conversation in graphql-transport-ws."""

    socket: ClientConnection

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def hear(self, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The next message. Raises TimeoutError and ClosedError."""
        try:
            async with asyncio.timeout(seconds):
                heard = await self.socket.recv()
        except ConnectionClosed as error:
            raise ClosedError(*_said(error)) from error
        assert isinstance(heard, str), "frames are of text"
        message: dict[str, Any] = json.loads(heard)
        return message

    async def subscribe(self, query: str, variables: dict[str, Any] | None = None, name: str = "1") -> None:
        payload = {"query": query, "variables": variables}
        await self.say(id=name, type="subscribe", payload=payload)

    async def item(self, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The payload of the next item."""
        message = await self.hear(seconds)
        assert message["type"] == "next", message
        payload: dict[str, Any] = message["payload"]
        return payload

    async def error(self) -> dict[str, Any]:
        """The error that ends an operation."""
        message = await self.hear()
        assert message["type"] == "error", message
        (error,) = message["payload"]
        found: dict[str, Any] = error
        return found

    async def silence(self, seconds: float = 0.6) -> None:
        """Nothing is said for so long."""
        try:
            message = await self.hear(seconds)
        except TimeoutError:
            return
        raise AssertionError(message)

    async def closed(self, seconds: float = PATIENCE_SECONDS) -> tuple[int, str]:
        """Code and reason of the close that comes, whatever is said before."""
        try:
            while True:
                await self.hear(seconds)
        except ClosedError as closed:
            return closed.code, closed.reason


def _said(error: ConnectionClosed) -> tuple[int, str]:
    """Code and reason of the server's close frame; 1006 where there was none."""
    return (error.rcvd.code, error.rcvd.reason) if error.rcvd else (1006, "")


@asynccontextmanager
async def connected(url: str, **more: Any) -> AsyncIterator[Talk]:
    """A connection on which nothing was said yet."""
    async with connect(
        url.replace("http", "ws", 1) + "/graphql",
        subprotocols=more.pop("subprotocols", [PROTOCOL]),
        ping_interval=None,
        close_timeout=0.5,
        proxy=None,
        **more,
    ) as socket:
        yield Talk(socket)


@asynccontextmanager
async def talking(url: str, token: str, **init: str) -> AsyncIterator[Talk]:
    """A connection that has been let in."""
    async with connected(url) as talk:
        await talk.say(type="connection_init", payload={"Authorization": f"Bearer {token}", **init})
        assert (await talk.hear())["type"] == "connection_ack"
        yield talk


@dataclass
class Events:
    """A stream of server-sent events."""

    response: httpx.Response
    _lines: AsyncIterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = self.response.aiter_lines()

    async def event(self, seconds: float = PATIENCE_SECONDS) -> tuple[str, Any]:
        """Name and data of the next event. Raises TimeoutError, and StopAsyncIteration at the end."""
        name, data = "", ""
        async with asyncio.timeout(seconds):
            while line := await anext(self._lines):
                key, _, value = line.partition(":")
                name, data = (value.strip(), data) if key == "event" else (name, data + value.strip())
        return (name, json.loads(data) if data else None) if name else await self.event(seconds)

    async def item(self) -> dict[str, Any]:
        """The payload of the next item."""
        name, payload = await self.event()
        assert name == "next", (name, payload)
        found: dict[str, Any] = payload
        return found


@asynccontextmanager
async def events(
    url: str, token: str, query: str, variables: dict[str, Any] | None = None, **headers: str
) -> AsyncIterator[Events]:
    """A subscription as server-sent events."""
    sent = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    async with (
        httpx.AsyncClient(timeout=60, trust_env=False) as http,
        http.stream(
            "POST", f"{url}/graphql", json={"query": query, "variables": variables}, headers=sent
        ) as response,
    ):
        yield Events(response)
