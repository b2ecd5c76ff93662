"""uvicorn's HTTP/1.1 on httptools, with each answer in one packet, and within bounds whatever a client sends.

uvicorn writes an answer's head and body one after the other: a system call each, and each wakes its client. On a small
answer that was a fifth of the server's CPU. And it trusts its clients: it reads heads without end, and requests faster
than it answers them.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import math
from collections.abc import Callable, Sized
from typing import Any, cast

import httptools
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graphql_api.web.asgi import SURPLUS

MOST_CONNECTIONS = 1_000  # that are served; those beyond learn that they are too many, and how the server is:
MOST_SURPLUS_CONNECTIONS = 50  # of which there may be as many, and each may take so long to send its request:
SLOWEST_SURPLUS_SECONDS = 2.0
LARGEST_HEAD_BYTES = 64 * 1024  # of all that is not body; httptools itself would go on for ever
MOST_HELD_BYTES = 256 * 1024  # of an answer that is written in many parts
SLOWEST_MESSAGE_SECONDS = 60.0  # from its first byte, or from connecting; longer for a long body:
SLOWEST_BODY_BYTES_A_SECOND = 16 * 1024
MOST_HANDSHAKE_HEADERS, LONGEST_HANDSHAKE_LINE_BYTES = 100, 8_000  # of a WebSocket
LONGEST_STANDSTILL_SECONDS = 60.0  # of an answer, its client taking no byte of it


def _is_key(key: bytes) -> bool:
    """Whether it is what a WebSocket's client sends: 16 bytes in base64."""
    try:
        return len(base64.b64decode(key, validate=True)) == 16
    except binascii.Error:
        return False


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


class PatientReading(FlowControl):
    """Reads nothing more while requests that were read wait for their turn.

    Otherwise each answer lets in another packet of requests, and those that wait fill the memory.
    """

    def __init__(self, transport: asyncio.Transport, waiting: Sized) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        """Read on, unless a request waits; whoever serves it will ask again."""
        if not self._waiting:
            super().resume_reading()


class HttpProtocol(HttpToolsProtocol):
    """One connection of a client.

    A surplus one may send one request, of which the application knows that it is one too many: only what probes ask is
    answered there. Connections beyond these are closed unheard.
    """

    _is_surplus = False
    _beside_body = 0  # bytes of a message that is under way: those of its head, chunk sizes and trailers
    _awaited_since = math.inf  # the loop's time since which the rest of a message is awaited; none is: never
    _unsent_bytes, _unsent_since = 0, 0.0  # as ``end_if_slow`` found them, and since when they were as many

    def __init__(self, *arguments: Any, most_connections: int = MOST_CONNECTIONS, **more: Any) -> None:
        """The arguments are uvicorn's."""
        super().__init__(*arguments, **more)
        self._most_connections = most_connections

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Answer through a transport that joins writes."""
        surplus = len(self.connections) - self._most_connections
        if surplus >= 0:
            self._is_surplus, self.app_state = True, {**self.app_state, SURPLUS: True}
        if surplus >= MOST_SURPLUS_CONNECTIONS:
            transport.abort()
        self._plain_transport = transport
        super().connection_made(cast("asyncio.Transport", JoinedWrites(transport, self.loop)))
        self.flow = PatientReading(self.transport, self.pipeline)
        self._awaited_since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Parse, and end a connection whose message has more head than anyone needs."""
        self._unset_keepalive_if_required()
        if self._awaited_since == math.inf:
            self._awaited_since = self.loop.time()
        self._beside_body += len(data)
        try:
            self._parse(data)
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
        if self not in self.connections:
            return  # it is a WebSocket now
        if self._beside_body > LARGEST_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def end_if_slow(self) -> None:
        """Hang up on a client that takes too long to send a message, or no more of an answer. Called now and then.

        It is not the client's fault where it is we who do not read on.
        """
        now = self.loop.time()
        slowest = SLOWEST_SURPLUS_SECONDS if self._is_surplus else SLOWEST_MESSAGE_SECONDS
        if now - self._awaited_since > slowest and not self.flow.read_paused:
            self.transport.close()
        unsent_bytes = self.transport.get_write_buffer_size()
        if unsent_bytes == 0 or unsent_bytes != self._unsent_bytes:
            self._unsent_bytes, self._unsent_since = unsent_bytes, now
        elif now - self._unsent_since > LONGEST_STANDSTILL_SECONDS:
            self.transport.abort()  # closing would wait for what cannot be sent

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of it."""
        self._awaited_since = self.loop.time()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to serve the request; what comes in the place of headers from here on are trailers, and are none."""
        if not self.parser.should_upgrade():
            super().on_headers_complete()
            self.headers = []
            if self._is_surplus:
                self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body; as many bytes beside it are fair, for the sizes of its chunks.

        A long body earns its message no long trailers.
        """
        self._beside_body = max(0, self._beside_body - 2 * len(body))
        self._awaited_since += len(body) / SLOWEST_BODY_BYTES_A_SECOND
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Begin to count anew."""
        self._beside_body, self._awaited_since = 0, math.inf
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def _should_upgrade(self) -> bool:
        """Whether this is the handshake of a WebSocket (RFC 6455, 4.2.1), and no larger than its library reads."""
        if self._is_surplus or self.parser.get_method() != b"GET" or not super()._should_upgrade():
            return False
        headers = dict(self.headers)
        is_whole = headers.get(b"sec-websocket-version") == b"13" and _is_key(
            headers.get(b"sec-websocket-key", b"")
        )
        return (
            is_whole
            and len(headers) == len(self.headers)
            and len(self.headers) <= MOST_HANDSHAKE_HEADERS
            and all(
                len(name) + len(value) <= LONGEST_HANDSHAKE_LINE_BYTES
                for name, value in (*self.headers, (b"", self.url))
            )
        )

    def _become_websocket(self, rest: bytes) -> None:
        """Hand the connection over, with what was read of it."""
        self.connections.discard(self)
        lines = [b"GET " + self.url + b" HTTP/1.1", *(name + b": " + value for name, value in self.headers)]
        make = cast("Callable[..., asyncio.Protocol]", self.ws_protocol_class)
        protocol = make(config=self.config, server_state=self.server_state, app_state=self.app_state)
        transport = self._plain_transport
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        protocol.data_received(b"\r\n".join([*lines, b"", b""]) + rest)

    def _parse(self, data: bytes) -> None:
        """Parse; a wish for another protocol goes unheard (RFC 9110, 7.8), and the request is served as it is.

        But for a WebSocket's: the connection is one from there on.

        Java's own client wishes for HTTP/2 at its first request. httptools, then, takes all that comes after the head
        for the other protocol's: it is given the head again without the wish. Raises HttpParserError.
        """
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                (end_of_head,) = upgrade.args
                if self._should_upgrade():
                    self._become_websocket(data[end_of_head:])
                    return
                data = self._head_without_upgrade() + data[end_of_head:]
                self.parser = httptools.HttpRequestParser(self)
                self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn does
            else:
                return

    def _head_without_upgrade(self) -> bytes:
        method, version = self.parser.get_method(), self.parser.get_http_version().encode()
        if method == b"CONNECT":
            raise httptools.HttpParserError("nothing is tunnelled here")
        headers = [name + b": " + value for name, value in self.headers if name != b"upgrade"]
        return b"\r\n".join([method + b" " + self.url + b" HTTP/" + version, *headers, b"", b""])
