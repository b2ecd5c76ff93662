"""The socket that the server listens on."""

from __future__ import annotations

import asyncio
import socket

import pytest

from gridledger.serving import AddressInUseError, listen


async def test_answers_are_sent_without_delay() -> None:
    accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def on_connection(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        accepted.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with listen("127.0.0.1", 0) as listener:
        async with await asyncio.start_server(on_connection, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            assert await accepted
            writer.close()


def test_an_address_is_listened_on_once() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(AddressInUseError, match="--port"):
        listen("127.0.0.1", first.getsockname()[1])
