"""One WebSocket: JSON in text frames, closed once, and a client that takes nothing is not waited for."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from typing import Any, cast

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.http.async_base_view import AsyncWebSocketAdapter
from strawberry.http.exceptions import (
    NonJsonMessageReceived,
    NonTextMessageReceived,
    WebSocketDisconnected,
)

from graphql_api.web.answers import written

SLOWEST_MESSAGE_SECONDS = 30.0  # for a client to take one
TRY_AGAIN_LATER = 1013
LONGEST_REASON_BYTES = 123  # of a close frame (RFC 6455, 5.5)


class Socket(AsyncWebSocketAdapter):
    """A connection as Strawberry's handler of the protocol sees it."""

    def __init__(self, websocket: WebSocket) -> None:
        super().__init__(cast("Any", None))  # of a view there is none
        self._websocket = websocket

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:
        """What the client sends, until it leaves. Raises NonTextMessageReceived and NonJsonMessageReceived."""
        while self._websocket.application_state is not WebSocketState.DISCONNECTED:
            try:
                message = orjson.loads(await self._websocket.receive_text())
            except KeyError as error:
                raise NonTextMessageReceived from error
            except orjson.JSONDecodeError as error:
                if ignore_parsing_errors:
                    continue
                raise NonJsonMessageReceived from error
            except (WebSocketDisconnect, RuntimeError):  # it has left, or we have closed meanwhile
                return
            yield message

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message. Raises WebSocketDisconnected where there is nobody, or nobody who takes what is sent."""
        started = time.monotonic()
        try:
            await self._websocket.send_text(written(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error
        if time.monotonic() - started > SLOWEST_MESSAGE_SECONDS:
            await self.close(TRY_AGAIN_LATER, "THROTTLED: messages were taken too slowly")
            raise WebSocketDisconnected

    async def close(self, code: int, reason: str) -> None:
        """Close it, unless it is closed."""
        if self._websocket.application_state is WebSocketState.DISCONNECTED:
            return
        with suppress(WebSocketDisconnect, RuntimeError):
            told = reason.encode()[:LONGEST_REASON_BYTES].decode(errors="ignore")
            await self._websocket.close(code, told)
