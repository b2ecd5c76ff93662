"""Reads a GraphQL request out of an HTTP request, and refuses what is none with a code and a 4xx status."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.limits import too_complex
from graphql_api.messages import Message
from graphql_api.web.asgi import Request
from graphql_api.web.persisted import asked_hash

_CONTENT_TYPE = Message(
    "请求的 Content-Type 必须为 application/json（UTF-8）。",
    "The Content-Type must be application/json in UTF-8.",
)
_ENCODING = Message("不接受压缩的请求体。", "A compressed body is not accepted.")
_TOO_LARGE = Message("请求体过大。", "The body is too large.")
_JSON = Message("请求体不是有效的 UTF-8 JSON。", "The body is no valid JSON in UTF-8.")
_OBJECT = Message(
    "请求体必须是一个 JSON 对象，不接受批量请求。",
    "The body must be one JSON object; batches are not accepted.",
)
_QUERY = Message(
    "缺少文本字段 query，也未指明已登记的文档。",
    "The text field `query` is missing, and no registered document is named.",
)
_MARKS_A_VALUE = 6  # of a body, so many at most for each value allowed: those of texts count too


class GraphQLRequest(NamedTuple):
    """What a caller wants executed."""

    query: str  # empty where only a hash was sent
    variables: dict[str, Any] | None
    operation_name: str | None
    sha256: str | None  # of the document, in base 16; None where it was not sent
    document_name: str | None = None  # of a registered one


async def read_request(request: Request, *, largest_body_bytes: int, values: int) -> GraphQLRequest:
    """The GraphQL request of a GET or POST, whose variables may hold so many ``values``. Raises ApiError."""
    if request.method == "GET":
        parameters: Mapping[str, Any] = {
            name: _json(text.encode()) if name in ("variables", "extensions") and text else text
            for name, text in query_parameters(request).items()
        }
    else:
        _check_content_type(request)
        body = await _body(request, largest_body_bytes)
        _check_marks(body, values)
        parameters = _object(_json(body))
    query = _optional(parameters, "query", str) or ""
    sha256 = asked_hash(_optional(parameters, "extensions", dict))
    if not query and sha256 is None:
        raise _bad(_QUERY)
    return GraphQLRequest(
        query=query,
        variables=_optional(parameters, "variables", dict),
        operation_name=_optional(parameters, "operationName", str) or None,
        sha256=sha256,
    )


def query_parameters(request: Request) -> Mapping[str, str]:
    """What a GET asks by its address; of a parameter that was given twice, the last."""
    return QueryParams(request.query_string)


def _check_content_type(request: Request) -> None:
    if not _is_json(request.headers.get("content-type", "")):
        raise _bad(_CONTENT_TYPE, 415)
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise _bad(_ENCODING, 415)


@lru_cache(maxsize=64)  # of headers, which the server bounds in size
def _is_json(content_type: str) -> bool:
    """Whether it is JSON in UTF-8."""
    media_type, *parameters = content_type.lower().split(";")
    charsets = [
        part.partition("=")[2].strip(' "') for part in parameters if part.strip().startswith("charset")
    ]
    return media_type.strip() == "application/json" and all(one in ("utf-8", "utf8") for one in charsets)


async def _body(request: Request, largest_bytes: int) -> bytes:
    """The body, counted while it comes: a header may lie about its length."""
    if _declared_bytes(request, largest_bytes) > largest_bytes:
        raise _bad(_TOO_LARGE, 413)
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > largest_bytes:
            raise _bad(_TOO_LARGE, 413)
        more = message.get("more_body", False)
    return bytes(body)


def body_bytes(request: Request, largest_bytes: int) -> int:
    """How much of the body was taken in at most, of a request that was refused."""
    declared = _declared_bytes(request, largest_bytes)
    return 0 if request.method == "GET" or declared > largest_bytes else declared


def _declared_bytes(request: Request, otherwise: int) -> int:
    declared = request.headers.get("content-length", "")
    return int(declared) if declared.isdecimal() else otherwise


def _check_marks(body: bytes, values: int) -> None:
    """Refuse far more values than variables may hold, unread: `[],` takes 3 bytes here, and 30 times as many read."""
    most = _MARKS_A_VALUE * values
    if len(body) > most and sum(map(body.count, (b",", b"[", b"{"))) > most:
        raise too_complex("variable values", values)


def _json(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _bad(_JSON) from None


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _bad(_OBJECT)
    return value


def _optional(parameters: Mapping[str, Any], name: str, type_: type) -> Any:
    value = parameters.get(name)
    if value is not None and not isinstance(value, type_):
        wanted = "object" if type_ is dict else "text"
        raise _bad(Message(f"字段 {name} 的类型不正确。", f"The field `{name}` must be a JSON {wanted}."))
    return value


def _bad(message: Message, status: int = 400) -> ApiError:
    return ApiError(ErrorCode.BAD_USER_INPUT, message, status=status)
