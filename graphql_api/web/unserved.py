"""Requests that are refused for their head alone: nobody could say for certain what they ask, or of whom."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import Scope

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.web.asgi import SURPLUS

# A proxy in front may go by one of two, and we by the other.
_ONCE = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"gridledger-capacity",
        b"gridledger-purpose",
        b"host",
        b"origin",
        b"x-clock",
    }
)
_WEBSOCKET = Message(
    "WebSocket 握手不完整。",
    "This is no whole handshake of a WebSocket (RFC 6455): a library of your platform makes one.",
)
_NO_HOST = Message("缺少 Host 请求头。", "The Host header is missing.")


def refuse_unserved(scope: Scope, headers: Mapping[str, str]) -> None:
    """Raise ApiError for headers that were sent twice, a missing host (RFC 9112, 3.2) and half handshakes.

    ``headers`` are the scope's by name.
    """
    if len(headers) != len(scope["headers"]):
        refuse_repeated([name for name, _ in scope["headers"]])
    if "host" not in headers and scope.get("http_version") == "1.1":
        raise ApiError(ErrorCode.BAD_USER_INPUT, _NO_HOST)
    if "sec-websocket-key" in headers and SURPLUS not in scope.get("state", ()):  # such a one is told so
        raise ApiError(ErrorCode.BAD_USER_INPUT, _WEBSOCKET)


def refuse_repeated(names: list[bytes]) -> None:
    """Raise ApiError if one of these headers that decide something stands twice."""
    for one in _ONCE:
        if names.count(one) > 1:
            name = one.decode()
            raise ApiError(
                ErrorCode.BAD_USER_INPUT,
                Message(f"请求头 {name} 只能出现一次。", f"The header {name} may be sent once only."),
            )
