"""What comes over a WebSocket, as the requests that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.web.asgi import Request
from graphql_api.web.event_stream import MEDIA_TYPE
from graphql_api.web.request_ids import request_id

# Of `connection_init`, which browsers need: they let no page set headers of a WebSocket.
TAKEN = frozenset(
    {"authorization", "accept-language", "gridledger-capacity", "gridledger-purpose", "x-clock"}
)
LONGEST_ID = 128  # characters of an operation's name
_TWICE = Message("连接参数与请求头重复。", "It was given twice, as a header and in connection_init.")


def head_of(headers: Mapping[str, str], payload: Mapping[str, Any]) -> Mapping[str, str]:
    """The head of a connection's requests: the handshake's, with what ``connection_init`` adds.

    Raises ApiError for what was given twice.
    """
    added: dict[str, str] = {}
    for name, value in payload.items():
        lower = name.lower()
        if lower in TAKEN and isinstance(value, str):
            if lower in added or headers.get(lower, value) != value:
                raise ApiError(ErrorCode.BAD_USER_INPUT, _TWICE)
            added[lower] = value
    return {**headers, **added}


def operation_request(
    headers: Mapping[str, str], name: str | None, payload: Mapping[str, Any] | None = None
) -> Request:
    """The request of an operation, under a name of its own unless it has one already."""
    body = orjson.dumps(payload)
    head = {
        **headers,
        "accept": MEDIA_TYPE,
        "content-type": "application/json",
        "content-encoding": "identity",
        "content-length": str(len(body)),
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(name or request_id(None), "POST", head, b"", receive, is_surplus=False)


def unfit(message: Any) -> bool:
    """Whether it cannot be a message of the protocol, whatever its type."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return True
    name = message.get("id", "")
    if not isinstance(name, str) or len(name) > LONGEST_ID:
        return True
    return message["type"] == "subscribe" and not (name and isinstance(message.get("payload"), dict))
