"""uvicorn's HTTP/1.1 on httptools, with each answer in one packet and heads within a bound.

uvicorn writes an answer's head and body one after the other: a system call each, and each wakes its client. On a small
answer that was a fifth of the server's CPU.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD_BYTES = 64 * 1024  # of all that is not body; httptools itself would go on for ever
MOST_HELD_BYTES = 256 * 1024  # of an answer that is written in many parts


class JoinedWrites:
    """A transport that sends in one what was written in one turn of the event loop."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []
        self._held_bytes = 0

    def write(self, data: bytes) -> None:
        """Send ``data`` once the callback that runs now has ended."""
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(data)
        self._held_bytes += len(data)
        if self._held_bytes > MOST_HELD_BYTES:
            self._flush()

    def close(self) -> None:
        """Send what is held, and hang up."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        held, self._held, self._held_bytes = self._held, [], 0
        if held:
            self._transport.write(b"".join(held))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class HttpProtocol(HttpToolsProtocol):
    """One connection of a client."""

    _beside_body = 0  # bytes of a message that is under way: those of its head, chunk sizes and trailers

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Answer through a transport that joins writes."""
        super().connection_made(cast("asyncio.Transport", JoinedWrites(transport, self.loop)))

    def data_received(self, data: bytes) -> None:
        """Parse, and end a connection whose message has more head than anyone needs."""
        self._beside_body += len(data)
        super().data_received(data)
        if self._beside_body > LARGEST_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body; as many bytes beside it are fair, for the sizes of its chunks."""
        self._beside_body -= 2 * len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Begin to count anew."""
        self._beside_body = 0
        super().on_message_complete()
