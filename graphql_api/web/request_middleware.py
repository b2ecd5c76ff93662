"""Around every request: an id, and a coded answer for whatever nobody foresaw."""

from __future__ import annotations

import structlog
from graphql import GraphQLError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphql_api.errors import ApiError
from graphql_api.messages import negotiate
from graphql_api.web.answers import error_answer
from graphql_api.web.asgi import headers_of, name_request
from graphql_api.web.cross_origin import CrossOrigin
from graphql_api.web.negotiation import MediaType
from graphql_api.web.request_ids import HEADER, request_id
from graphql_api.web.tracebacks import places
from graphql_api.web.unserved import refuse_unserved

_log = structlog.stdlib.get_logger("gridledger.http")
# What browsers are told about every answer, files and faults included; what a page may load, it says itself.
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class RequestMiddleware:
    """Gives each request its id, and answers any exception by INTERNAL_SERVER_ERROR without its words."""

    def __init__(self, app: ASGIApp, cross_origin: CrossOrigin) -> None:
        self._app = app
        self._cross_origin = cross_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = headers_of(scope)
        name = request_id(headers.get(HEADER))
        name_request(scope, name, headers)
        told = (*_ALWAYS, *self._cross_origin.told(headers), (HEADER.encode(), name.encode()))
        started = False

        async def send_with_id(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *told]
            await send(message)

        try:
            refuse_unserved(scope, headers)
            app = self._cross_origin.preflight(scope["method"], headers) or self._app
            await app(scope, receive, send_with_id)
        except ApiError as error:  # of the head; what is served answers its own
            _log.info("head refused", request_id=name, status=error.status)
            response, _ = error_answer(error, MediaType.JSON, negotiate(headers.get("accept-language")), name)
            await response(scope, receive, send_with_id)
        except ClientDisconnect:
            _log.info("client left", request_id=name)  # before its request was whole: nothing was done
        except Exception as error:  # noqa: BLE001 - the last line: nothing of it may reach the caller
            _log.error("request failed", request_id=name, error=type(error).__name__, places=places(error))
            if not started:
                locale = negotiate(headers.get("accept-language"))
                hidden = GraphQLError("", original_error=error)
                response, _ = error_answer(hidden, MediaType.JSON, locale, name)
                await response(scope, receive, send_with_id)
