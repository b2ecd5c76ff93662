"""graphql-transport-ws by Strawberry's handler; what an operation is, and how it is answered, is said as over HTTP.

An operation is a request whose head is the connection's, and what came with `connection_init`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from graphql import GraphQLError
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.types import ExecutionResult

from graphql_api.context import Viewer
from graphql_api.cost.faults import PUT_OFF_SECONDS, PutOffError
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.identity.verifier import LEEWAY_SECONDS
from graphql_api.messages import negotiate
from graphql_api.subscriptions.standing import Standing
from graphql_api.web.answers import is_refusal, written_error, written_result
from graphql_api.web.asgi import Request
from graphql_api.web.authentication import UnauthenticatedError
from graphql_api.web.endings import Ended, RightsEndedError, ending_of
from graphql_api.web.endpoint import GraphQLEndpoint
from graphql_api.web.pulling import Pulled, whole
from graphql_api.web.socket_requests import head_of, operation_request, unfit
from graphql_api.web.socket_transport import TRY_AGAIN_LATER, Socket
from graphql_api.web.under_way import UnderWay

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN = 4400, 4401, 4403


class SocketProtocol(BaseGraphQLTransportWSHandler[None, None]):
    """The conversation over one connection."""

    def __init__(
        self,
        endpoint: GraphQLEndpoint,
        socket: Socket,
        bounds: UnderWay,
        headers: Mapping[str, str],
        *,
        request_id: str,
        init_wait: timedelta,
    ) -> None:
        """``bounds`` are those of sockets, ``headers`` the handshake's."""
        super().__init__(
            view=cast("Any", self),  # of a view the handler asks ``on_ws_connect`` alone
            websocket=socket,
            context=None,
            root_value=None,
            schema=cast("Any", None),  # operations go by the endpoint
            connection_init_wait_timeout=init_wait,
        )
        self._endpoint = endpoint
        self._socket = socket
        self._bounds = bounds
        self._headers = headers
        self._request_id = request_id
        self._locale = negotiate(headers.get("accept-language"))
        self._payloads: dict[str, Mapping[str, Any]] = {}  # of operations that are about to run
        self._rest_until = 0.0
        self._held = ExitStack()
        self._expiry: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Let go of what the connection holds."""
        self._held.close()
        if self._expiry is not None:
            self._expiry.cancel()

    async def handle_message(self, message: Any) -> None:
        """Handle one that has the form of a message; whoever sends others has to connect anew."""
        if unfit(message):
            await self.handle_invalid_message("")
            return
        await super().handle_message(message)

    async def handle_invalid_message(self, error_message: str) -> None:
        """Close, in our own words: those of the handler repeat what was sent."""
        await self._socket.close(BAD_REQUEST, "BAD_USER_INPUT: not a message of graphql-transport-ws")

    async def handle_connection_init(self, message: Any) -> None:
        """Take what comes along for headers. Without a payload there is none; Apollo sends null."""
        payload = {} if message.get("payload") is None else message["payload"]
        if isinstance(payload, dict) and not self.connection_init_received:
            try:
                self._headers = head_of(self._headers, payload)
            except ApiError as error:
                await self._socket.close(BAD_REQUEST, f"{error.code.value}: {error.in_words.en}")
                return
            self._locale = negotiate(self._headers.get("accept-language"))
        await super().handle_connection_init({"type": "connection_init", "payload": payload})

    async def on_ws_connect(self, context: None) -> dict[str, object]:
        """Let in whoever has a token. Raises ConnectionRejectionError once the connection is closed."""
        try:
            viewer = await whole(self._endpoint.viewer(self._request(self._request_id)))
            self._held.enter_context(self._bounds.of((viewer.tenant_id, viewer.actor.account_id)))
        except Exception as error:
            ended = ending_of(error, self._request_id)
            await self._socket.close(_close_code(error), ended.code or "")
            raise ConnectionRejectionError from error
        self._expiry = asyncio.create_task(self._end_with_token(viewer))
        return {"requestId": self._request_id}

    async def handle_subscribe(self, message: Any) -> None:
        """Begin an operation. Who sends too much that cannot be executed is heard no sooner than over HTTP."""
        await asyncio.sleep(max(0.0, self._rest_until - time.monotonic()))
        name, payload = message["id"], message["payload"]
        self._payloads.setdefault(name, payload)
        await super().handle_subscribe({"type": "subscribe", "id": name, "payload": {"query": ""}})
        if name not in self.operations:
            self._payloads.pop(name, None)

    async def run_operation(self, operation: Operation[None, None]) -> None:
        """Answer one operation: by one item, or by those of a subscription until it ends."""
        request = self._request(None, self._payloads.pop(operation.id))
        with suppress(WebSocketDisconnected):
            try:
                result = await whole(self._endpoint.operate_logged(request, self._locale))
                if isinstance(result, Standing):
                    await self._tell_items(operation, result, request.id)
                    return
                await self._tell(operation, result, request.id)
            except Exception as error:  # noqa: BLE001 - told to the caller by its code, and to the log by its place
                await self._tell_end(operation, error, ending_of(error, request.id), request.id)

    async def _tell_items(
        self, operation: Operation[None, None], standing: Standing, request_id: str
    ) -> None:
        pulled, started, ended = Pulled(standing), time.monotonic(), Ended()
        try:
            while (item := await pulled.next()) is not None:
                await self._next(operation, item, request_id)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except WebSocketDisconnected:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            ended = ending_of(error, request_id)
            await self._tell_end(operation, error, ended, request_id)
        finally:
            pulled.leave()
            ended.items, ended.seconds = pulled.count, time.monotonic() - started
            self._endpoint.log.ended(request_id, ended)

    async def _tell(self, operation: Operation[None, None], result: ExecutionResult, request_id: str) -> None:
        """The one answer of a query or mutation; a refusal is an error of the operation."""
        if is_refusal(result):
            told, _ = written_result(result, self._locale, request_id)
            await _send(operation, "error", told["errors"])
            return
        await self._next(operation, result, request_id)
        await operation.send_operation_message({"id": operation.id, "type": "complete"})

    async def _next(self, operation: Operation[None, None], result: ExecutionResult, request_id: str) -> None:
        told, _ = written_result(result, self._locale, request_id)
        await _send(operation, "next", told)

    async def _tell_end(
        self, operation: Operation[None, None], error: Exception, ended: Ended, request_id: str
    ) -> None:
        """Say why an operation ended; who is nobody any more loses the connection."""
        if isinstance(error, UnauthenticatedError | RightsEndedError):
            await self._socket.close(_close_code(error), ended.code or "")
            return
        if isinstance(error, PutOffError):
            self._rest_until = time.monotonic() + PUT_OFF_SECONDS
        told, _ = written_error(ended.error or GraphQLError(""), self._locale, request_id)
        await _send(operation, "error", told["errors"])

    async def _end_with_token(self, viewer: Viewer) -> None:
        """Close once the token that let the client in has expired."""
        left = (viewer.expires_at - datetime.now(UTC)).total_seconds() + LEEWAY_SECONDS
        await asyncio.sleep(max(0.0, left))
        await self._socket.close(UNAUTHORIZED, ErrorCode.UNAUTHENTICATED.value)

    def _request(self, request_id: str | None, payload: Mapping[str, Any] | None = None) -> Request:
        """The request that an operation is, or the connection."""
        return operation_request(self._headers, request_id, payload)


async def _send(operation: Operation[None, None], kind: str, payload: Any) -> None:
    message: Any = {"id": operation.id, "type": kind, "payload": payload}
    await operation.send_operation_message(message)


def _close_code(error: Exception) -> int:
    """The code of the close frame by which a connection ends."""
    if isinstance(error, UnauthenticatedError):
        return UNAUTHORIZED
    if isinstance(error, ApiError) and error.code is ErrorCode.FORBIDDEN:
        return FORBIDDEN
    return TRY_AGAIN_LATER
