"""A proxy on loopback between a client and PostgreSQL that can cut the connection at a chosen moment."""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

_CHUNK_BYTES = 65536
_READY_FOR_QUERY = b"Z\x00\x00\x00\x05I"  # not in a transaction: what was sent has committed


class Cut(Enum):
    """When the next message of a client is the last."""

    REQUEST = auto()  # it never reaches the server
    REPLY = auto()  # it reaches the server, is carried out, and the reply is dropped


class CuttingProxy:
    """`async with CuttingProxy(dsn) as proxy`: connect to `proxy.dsn`, and set `proxy.cut` to cut once."""

    def __init__(self, dsn: str) -> None:
        self._upstream = urlsplit(dsn)
        self._tasks: set[asyncio.Task[None]] = set()
        self.cut: Cut | None = None
        self.cuts = 0
        self.passing = asyncio.Event()  # cleared: connections stay, and nothing comes through them
        self.passing.set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def dsn(self) -> str:
        """The address to use instead of the server's own."""
        return f"postgresql://{self._upstream.username}@127.0.0.1:{self._port}{self._upstream.path}?sslmode=disable"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await self._connect()
        pumps = [
            asyncio.create_task(self._requests(reader, server_writer)),
            asyncio.create_task(self._replies(server_reader, writer)),
        ]
        self._tasks.update(pumps)
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        for either in (writer, server_writer):
            either.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        directory = parse_qs(self._upstream.query).get("host", [""])[0]
        if directory.startswith("/"):
            return await asyncio.open_unix_connection(Path(unquote(directory)) / ".s.PGSQL.5432")
        return await asyncio.open_connection(self._upstream.hostname, self._upstream.port or 5432)

    async def _requests(self, client: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        while data := await client.read(_CHUNK_BYTES):
            if self.cut is Cut.REQUEST:
                return self._cut_now()
            await self.passing.wait()
            server.write(data)
            await server.drain()
        return None

    async def _replies(self, server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        while data := await server.read(_CHUNK_BYTES):
            if self.cut is Cut.REPLY:
                while not data.endswith(_READY_FOR_QUERY):
                    data += await server.read(_CHUNK_BYTES)
                return self._cut_now()
            await self.passing.wait()
            client.write(data)
            await client.drain()
        return None

    def _cut_now(self) -> None:
        self.cut = None
        self.cuts += 1
