"""A load client in a process of its own, so that its CPU is nobody's: `python -m benchmarks.harness.http_client`.

A round: {"address": [host, port], "path", "tokens", "bodies": file of one JSON body a line, "first", "count",
"connections", "repeat"}. Each connection keeps itself alive, has one request under way, and sends the next body of
the list; with ``repeat`` the list begins anew at its end. An answer with errors, or of another status than 200, fails
the round: only right answers are measured.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.harness.worker import serve_rounds_async


class Connection:
    """One connection of HTTP/1.1; knows as much of it as two servers need."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        lowered = head.lower()
        marker = lowered.find(b"content-length:")
        if marker >= 0:
            length = int(lowered[marker + 15 : lowered.index(b"\r\n", marker)])
            return status, await self._reader.readexactly(length)
        return status, await self._chunks()

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            body += (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readexactly(2)
        return body

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


class Load:
    """Rounds of requests."""

    async def prepare(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[Connection], list[bytes]]:
        """Connections open, bodies read."""
        connections = [
            Connection(*await asyncio.open_connection(*request["address"], limit=2**24))
            for _ in range(request["connections"])
        ]
        return request, connections, _bodies(request)

    async def do(self, work: tuple[dict[str, Any], list[Connection], list[bytes]]) -> dict[str, Any]:
        """Send all; counts requests, and tells latencies."""
        request, connections, bodies = work
        tokens = request.get("tokens") or [None]
        queue = iter(bodies)
        heads = [_head(request, tokens[index % len(tokens)]) for index in range(len(connections))]
        runs = await asyncio.gather(
            *(_client(connection, head, queue) for connection, head in zip(connections, heads, strict=True))
        )
        for connection in connections:
            connection.close()
        seconds = sorted(second for run in runs for second in run)
        return {
            "count": len(seconds),
            "p50_ms": statistics.median(seconds) * 1e3,
            "p99_ms": seconds[int(len(seconds) * 0.99)] * 1e3,
        }


def _bodies(request: dict[str, Any]) -> list[bytes]:
    lines = Path(request["bodies"]).read_bytes().splitlines()
    first, count = request["first"], request["count"]
    bodies = list(islice(cycle(lines), count)) if request["repeat"] else lines[first : first + count]
    if len(bodies) < count:
        raise ValueError(f"{len(bodies)} bodies for {count} requests")
    return bodies


def _head(request: dict[str, Any], token: str | None) -> bytes:
    host, port = request["address"]
    lines = [
        f"POST {request['path']} HTTP/1.1",
        f"Host: {host}:{port}",
        "Content-Type: application/json",
        "Accept: application/json",
        *([] if token is None else [f"Authorization: Bearer {token}"]),
    ]
    return "".join(line + "\r\n" for line in lines).encode()


async def _client(connection: Connection, head: bytes, queue: Iterator[bytes]) -> list[float]:
    latencies = []
    for body in queue:
        request = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        started = time.perf_counter()
        status, answer = await connection.exchange(request)
        latencies.append(time.perf_counter() - started)
        if status != 200 or b'"errors"' in answer or b'"userErrors":[{' in answer:
            raise ValueError(f"status {status}: {answer[:800].decode(errors='replace')}")
    return latencies


async def main() -> None:
    """Serve rounds."""
    load = Load()
    await serve_rounds_async(load.prepare, load.do)


if __name__ == "__main__":
    asyncio.run(main())
