"""The connection of an HTTP client: answers go in one piece, and what is no body has a bound."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from graphql_api.web.asgi import SURPLUS
from gridledger.http_protocol import (
    LARGEST_HEAD_BYTES,
    LONGEST_STANDSTILL_SECONDS,
    MOST_CONNECTIONS,
    MOST_HELD_BYTES,
    MOST_SURPLUS_CONNECTIONS,
    SLOWEST_BODY_BYTES_A_SECOND,
    SLOWEST_MESSAGE_SECONDS,
    SLOWEST_SURPLUS_SECONDS,
    HttpProtocol,
    JoinedWrites,
)

Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body that was sent; at /parts, in parts; at /headers, with the names of the headers.

    At /surplus, with whether the connection is one too many.
    """
    body = await Request(scope, receive).body()
    if scope["path"] == "/headers":
        body = b" ".join(sorted(name for name, _ in scope["headers"]))
    if scope["path"] == "/surplus":
        body = b"surplus" if SURPLUS in scope["state"] else b"served"
    whole: Response = Response(body)
    if scope["path"] == "/parts":

        async def parts() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 1000):
                yield body[start : start + 1000]

        whole = StreamingResponse(parts())
    await whole(scope, receive, send)


@asynccontextmanager
async def _serving(
    state: ServerState, most_connections: int = MOST_CONNECTIONS
) -> AsyncIterator[tuple[str, int]]:
    config = uvicorn.Config(_app, http=HttpProtocol, lifespan="off", log_config=None)
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: HttpProtocol(config, state, {}, loop, most_connections=most_connections), "127.0.0.1", 0
    )
    async with server:
        yield server.sockets[0].getsockname()


@asynccontextmanager
async def _connected(state: ServerState | None = None) -> AsyncIterator[Client]:
    async with _serving(state or ServerState()) as address:
        reader, writer = await asyncio.open_connection(*address, limit=2**24)
        try:
            yield reader, writer
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split()[1])
    if b"transfer-encoding: chunked" not in head:
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return status, await reader.readexactly(length)
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return status, body


def _post(body: bytes, path: str = "/", headers: bytes = b"") -> bytes:
    return b"POST %s HTTP/1.1\r\nHost: here\r\n%sContent-Length: %d\r\n\r\n%s" % (
        path.encode(),
        headers,
        len(body),
        body,
    )


async def test_what_is_written_in_one_turn_of_the_loop_goes_in_one_piece() -> None:
    here, there = socket.socketpair()
    there.setblocking(False)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=here)
    with there:
        joined = JoinedWrites(transport, loop)
        joined.write(b"head, ")
        joined.write(b"body")
        with pytest.raises(BlockingIOError):
            there.recv(100)
        await asyncio.sleep(0)
        assert there.recv(100) == b"head, body"

        joined.write(b"the last word")
        joined.close()
        assert there.recv(100) == b"the last word"
        await asyncio.sleep(0)
        assert joined.is_closing()


@pytest.mark.parametrize("path", ["/", "/parts"])
@pytest.mark.parametrize("size", [0, 10, MOST_HELD_BYTES * 4])
async def test_an_answer_of_any_size_arrives_whole(path: str, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    async with _connected() as (reader, writer):
        for _ in range(2):
            writer.write(_post(body, path))
            assert await _answer(reader) == (200, body)


async def test_requests_in_one_packet_are_answered_in_turn() -> None:
    async with _connected() as (reader, writer):
        bodies = [b"%d" % number * 1000 for number in range(200)]
        writer.write(b"".join(map(_post, bodies)))
        assert [await _answer(reader) for _ in bodies] == [(200, body) for body in bodies]


async def test_requests_are_read_no_faster_than_they_are_answered() -> None:
    state, most, total = ServerState(), 0, 20_000
    async with _connected(state) as (reader, writer):
        sending = asyncio.create_task(_sent(writer, _post(b"x") * total))
        for _ in range(total):
            await _answer(reader)
            (connection,) = state.connections
            most = max(most, len(cast("HttpProtocol", connection).pipeline))
        await sending
    assert 1 < most < total / 2


async def _sent(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


@pytest.mark.parametrize("upgrade", [b"h2c", b"websocket"])
async def test_a_wish_for_another_protocol_goes_unheard(upgrade: bytes) -> None:
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAM\r\n" % upgrade
    async with _connected() as (reader, writer):
        writer.write(_post(b"one", headers=wish) * 2 + _post(b"two"))
        assert [await _answer(reader) for _ in range(3)] == [(200, b"one"), (200, b"one"), (200, b"two")]
        chunked = wish + b"Transfer-Encoding: chunked\r\n\r\n"
        for part in (b"POST / HTTP/1.1\r\nHost: here\r\n", chunked, b"3\r\nabc\r\n", b"0\r\n\r\n"):
            writer.write(part)
            await asyncio.sleep(0.01)
        assert await _answer(reader) == (200, b"abc")


async def test_nothing_is_tunnelled() -> None:
    async with _connected() as (reader, writer):
        writer.write(b"CONNECT / HTTP/1.1\r\nHost: here\r\n\r\n")
        assert (await _answer(reader))[0] == 400
        assert await reader.read() == b""


async def test_a_trailer_is_no_header() -> None:
    async with _connected() as (reader, writer):
        writer.write(
            b"POST /headers HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"1\r\nx\r\n0\r\nAuthorization: Bearer x\r\n\r\n"
        )
        assert await _answer(reader) == (200, b"host transfer-encoding")


@pytest.mark.parametrize(
    ("sent", "ends"),
    [
        (b"", True),
        (b"\r\n", True),
        (_post(b"x")[:-1], True),
        (_post(b"x") + b"GET", True),
        (_post(b"x"), False),
    ],
    ids=["nothing", "an empty line", "half a message", "half of the next", "a message"],
)
async def test_whoever_does_not_go_on_sending_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, sent: bytes, ends: bool
) -> None:
    state, loop = ServerState(), asyncio.get_running_loop()
    async with _connected(state) as (_, writer):
        writer.write(sent)
        await asyncio.sleep(0.1)
        (connection,) = [cast("HttpProtocol", one) for one in state.connections]
        connection.end_if_slow()
        assert not connection.transport.is_closing()
        now = loop.time()
        monkeypatch.setattr(loop, "time", lambda: now + SLOWEST_MESSAGE_SECONDS)
        connection.end_if_slow()
        monkeypatch.undo()
        assert connection.transport.is_closing() is ends


async def test_a_long_body_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    state, loop = ServerState(), asyncio.get_running_loop()
    half = _post(b"x" * 2**21)[: -(2**20)]
    async with _connected(state) as (_, writer):
        writer.write(half)
        await writer.drain()
        await asyncio.sleep(0.1)
        (connection,) = [cast("HttpProtocol", one) for one in state.connections]
        allowed = SLOWEST_MESSAGE_SECONDS + 2**20 / SLOWEST_BODY_BYTES_A_SECOND
        now = loop.time()
        for seconds, ends in ((allowed - 1, False), (allowed + 1, True)):
            monkeypatch.setattr(loop, "time", lambda later=now + seconds: later)
            connection.end_if_slow()
            monkeypatch.undo()
            assert connection.transport.is_closing() is ends


@pytest.mark.parametrize("path", ["/", "/parts"])
async def test_whoever_takes_nothing_of_an_answer_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    state, loop = ServerState(), asyncio.get_running_loop()
    here = socket.socket()
    here.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    here.setblocking(False)
    async with _serving(state) as address:
        await loop.sock_connect(here, address)
        await loop.sock_sendall(here, _post(b"x" * 2**23, path))
        await asyncio.sleep(0.3)
        (connection,) = [cast("HttpProtocol", one) for one in state.connections]
        now = loop.time()
        for seconds in (0, LONGEST_STANDSTILL_SECONDS - 1, LONGEST_STANDSTILL_SECONDS + 1):
            assert not connection.transport.is_closing()
            monkeypatch.setattr(loop, "time", lambda later=now + seconds: later)
            connection.end_if_slow()
            monkeypatch.undo()
        await asyncio.sleep(0.1)
        assert not state.connections
        assert not state.tasks
        here.close()


async def test_a_body_in_the_smallest_chunks_is_no_head() -> None:
    body = b"x" * (4 * LARGEST_HEAD_BYTES)
    async with _connected() as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), 16):
            writer.write(b"10\r\n" + body[start : start + 16] + b"\r\n")
        writer.write(b"0\r\n\r\n")
        assert await _answer(reader) == (200, body)


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTTP/1.1\r\nHost: here\r\n",
        b"GET / HTTP/1.1\r\nHost: here\r\nX-One: ",
        b"GET /",
        b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n",
        b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"400000\r\n%s\r\n0\r\n" % (b"x" * 2**22),
    ],
    ids=["many headers", "a long header", "a long path", "trailers", "trailers of a long body"],
)
async def test_a_head_without_end_ends_the_connection(begun: bytes) -> None:
    more = b"X-More: y\r\n" * 100 if begun.endswith(b"\r\n") else b"x" * 1000
    sent = 0
    async with _connected() as (reader, writer):
        writer.write(begun)
        with contextlib.suppress(ConnectionError):
            while not reader.at_eof() and sent < 100 * LARGEST_HEAD_BYTES:
                writer.write(more)
                await writer.drain()
                sent += len(more)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.001):
                        await reader.read(1000)
    assert LARGEST_HEAD_BYTES / 2 < sent < 20 * LARGEST_HEAD_BYTES


async def test_connections_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    state, loop = ServerState(), asyncio.get_running_loop()
    ask = b"GET /surplus HTTP/1.1\r\nHost: here\r\n\r\n"
    async with _serving(state, 2) as address:
        clients = [await asyncio.open_connection(*address) for _ in range(2 + MOST_SURPLUS_CONNECTIONS)]
        await asyncio.sleep(0.05)
        assert len(state.connections) == len(clients)

        too_many, writer = await asyncio.open_connection(*address)
        with contextlib.suppress(ConnectionError):
            writer.write(ask)
            assert await too_many.read() == b"", "closed unheard"
        writer.close()

        for number, (reader, writer) in enumerate(clients[:3]):
            writer.write(ask)
            assert (await _answer(reader))[1] == (b"surplus" if number == 2 else b"served")
        reader, _ = clients[2]
        assert await reader.read() == b"", "after one answer"

        now = loop.time()
        monkeypatch.setattr(loop, "time", lambda: now + SLOWEST_SURPLUS_SECONDS + 1)
        for connection in list(state.connections):
            cast("HttpProtocol", connection).end_if_slow()
        monkeypatch.undo()
        await asyncio.sleep(0.05)
        assert len(state.connections) == 2, "those that are served may take longer"

        for _, writer in clients:
            writer.close()
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection(*address)
        writer.write(ask)
        assert (await _answer(reader))[1] == b"served"
        writer.close()
