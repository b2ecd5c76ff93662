"""WebSockets at /graphql: who may open one, and the connection around the protocol of graphql-transport-ws."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

import structlog
from graphql import GraphQLError
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketState
from strawberry.http.websocket_origin import is_same_origin
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from graphql_api.configuration import ServerSettings
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message, negotiate
from graphql_api.web.answers import error_answer
from graphql_api.web.asgi import SURPLUS, headers_of
from graphql_api.web.endpoint import GraphQLEndpoint
from graphql_api.web.negotiation import MediaType
from graphql_api.web.request_ids import HEADER, request_id
from graphql_api.web.socket_protocol import SocketProtocol
from graphql_api.web.socket_transport import Socket
from graphql_api.web.tracebacks import places
from graphql_api.web.under_way import UnderWay
from graphql_api.web.unserved import refuse_repeated

INIT_SECONDS = 10.0  # for a client to say who it is
GOING_AWAY = 1001
_log = structlog.stdlib.get_logger("gridledger.sockets")
_ORIGIN = Message("此来源的页面无权连接。", "Pages of this origin may not connect here.")
_FULL = Message("服务器的 WebSocket 连接已满，请稍后重试。", "The server has as many WebSockets as it takes.")
_OWN = Message("该账号的 WebSocket 连接过多。", "This account has too many WebSockets open.")


class Sockets:
    """The WebSockets of a process."""

    def __init__(self, endpoint: GraphQLEndpoint, settings: ServerSettings) -> None:
        self._endpoint = endpoint
        self._origins = settings.allowed_origins
        self._open: set[Socket] = set()
        self._bounds = UnderWay(
            most=settings.sockets,
            most_of_account=settings.sockets_of_account,
            full=_FULL,
            own=_OWN,
            what="socket",
        )
        self._is_closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, from its handshake to its end."""
        websocket = WebSocket(scope, receive, send)
        headers = headers_of(scope)
        name = request_id(headers.get(HEADER))
        try:
            self._admit(scope, headers)
            with self._bounds.one(is_surplus=self._is_closed or SURPLUS in scope.get("state", ())):
                await self._serve(websocket, headers, name)
        except GraphQLError as error:  # before it was accepted
            locale = negotiate(headers.get("accept-language"))
            answer, _ = error_answer(error, MediaType.JSON, locale, name)
            answer.add_header(HEADER, name)
            await websocket.send_denial_response(_as_response(answer.status, answer.headers, answer.body))
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach the caller
            _log.error("socket failed", request_id=name, error=type(error).__name__, places=places(error))
            if websocket.application_state is WebSocketState.CONNECTED:
                await Socket(websocket).close(1011, "INTERNAL_SERVER_ERROR")

    async def close(self) -> None:
        """End all connections, and let nobody open one: the server stops."""
        self._is_closed = True
        await asyncio.gather(*(one.close(GOING_AWAY, "Going away") for one in [*self._open]))

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def _admit(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Raise ApiError for a handshake of a page that may not ask here, or with a head of two meanings."""
        if len(headers) != len(scope["headers"]):
            refuse_repeated([name for name, _ in scope["headers"]])
        if not is_allowed(headers, self._origins):
            raise ApiError(ErrorCode.FORBIDDEN, _ORIGIN, status=403)

    async def _serve(self, websocket: WebSocket, headers: Mapping[str, str], name: str) -> None:
        offered = websocket.scope["subprotocols"]
        spoken = GRAPHQL_TRANSPORT_WS_PROTOCOL if GRAPHQL_TRANSPORT_WS_PROTOCOL in offered else None
        await websocket.accept(spoken, headers=[(HEADER.encode(), name.encode())])
        socket = Socket(websocket)
        self._open.add(socket)
        try:
            if spoken is None:
                await socket.close(4406, "Subprotocol not acceptable")
                return
            protocol = SocketProtocol(
                self._endpoint,
                socket,
                self._bounds,
                headers,
                request_id=name,
                init_wait=timedelta(seconds=INIT_SECONDS),
            )
            try:
                await protocol.handle()
            finally:
                protocol.end()
        finally:
            self._open.discard(socket)


def is_allowed(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Whether a handshake comes from no page, or from one of our own origin or of those that are listed.

    Browsers ask nobody before they open a WebSocket to another origin.
    """
    origin = headers.get("origin")
    return origin is None or origin in origins or is_same_origin(origin, headers.get("host"))


def _as_response(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> Response:
    response = Response(body, status)
    response.raw_headers = [*headers, (b"content-length", b"%d" % len(body))]
    return response
