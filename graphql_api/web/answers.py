"""Answers of /graphql: what executing came to, as JSON with the status that the specification asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from graphql import GraphQLError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from graphql_api.errors import CodedMessage, ErrorCode, as_json, coded
from graphql_api.messages import Locale
from graphql_api.web.asgi import Answer
from graphql_api.web.authentication import UnauthenticatedError
from graphql_api.web.negotiation import MediaType

RETRY_AFTER_SECONDS = 1
# A fault of the service is one, however the caller would like answers to be written.
_SERVICE_FAULTS = (ErrorCode.THROTTLED, ErrorCode.TIMEOUT)
_CONTENT_TYPES = {one: f"{one.value}; charset=utf-8".encode() for one in MediaType}
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


def result_answer(
    result: ExecutionResult, media_type: MediaType, locale: Locale, request_id: str
) -> tuple[Answer, list[CodedMessage]]:
    """The answer of an operation, and the codes of its errors."""
    answer, told = written_result(result, locale, request_id)
    status = _failed_status(result, told, media_type)
    if status is not None:
        del answer["data"]
    return json_response(answer, media_type, status or 200, _headers(told)), told


def written_result(
    result: ExecutionResult, locale: Locale, request_id: str
) -> tuple[dict[str, Any], list[CodedMessage]]:
    """What an operation came to, as it is told, and the codes of its errors."""
    errors = result.errors or []
    told = [coded(error, locale) for error in errors]
    answer: dict[str, Any] = {}
    if errors:
        answer["errors"] = [as_json(error, one, request_id) for error, one in zip(errors, told, strict=True)]
    answer["data"] = result.data
    if result.extensions:
        answer["extensions"] = result.extensions
    return answer, told


def is_refusal(result: ExecutionResult) -> bool:
    """Whether an operation was never executed."""
    return isinstance(result, PreExecutionError) or (
        result.data is None
        and bool(result.errors)
        and all(error.path is None for error in result.errors or ())
    )


def written_error(
    error: GraphQLError, locale: Locale, request_id: str
) -> tuple[dict[str, Any], CodedMessage]:
    """What ends an operation over a connection that has no headers for it: when to come again stands in the error."""
    told = coded(error, locale)
    written = as_json(error, told, request_id)
    if told.status in (429, 503) or told.retry_after_seconds:
        written["extensions"]["retryAfterSeconds"] = told.retry_after_seconds or RETRY_AFTER_SECONDS
    return {"errors": [written]}, told


def error_answer(
    error: GraphQLError, media_type: MediaType, locale: Locale, request_id: str
) -> tuple[Answer, list[CodedMessage]]:
    """The answer to a request that never became an operation."""
    told = coded(error, locale)
    headers = dict(_headers([told]))
    if isinstance(error, UnauthenticatedError):
        headers["WWW-Authenticate"] = error.challenge
    answer = {"errors": [as_json(error, told, request_id)]}
    unknown_document = told.code is ErrorCode.PERSISTED_QUERY_NOT_FOUND
    # Older clients take a 4xx for a server that knows no hashes, and send none any more.
    status = 200 if unknown_document and media_type is MediaType.JSON else told.status
    return json_response(answer, media_type, status, headers), [told]


def json_response(answer: Any, media_type: MediaType, status: int, headers: Mapping[str, str]) -> Answer:
    """JSON in UTF-8, never kept by a cache."""
    body = written(answer)
    response = Answer(status, [(b"content-type", _CONTENT_TYPES[media_type]), *HEADERS], body)
    for name, value in headers.items():
        response.add_header(name, value)
    return response


def written(answer: Any) -> bytes:
    """JSON, in one line."""
    return orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS)


def _failed_status(
    result: ExecutionResult, told: Sequence[CodedMessage], media_type: MediaType
) -> int | None:
    """The status of an answer without ``data``; None if the operation was executed."""
    if not told:
        return None
    nothing = result.data is None or all(value is None for value in result.data.values())
    if nothing and all(one.code in _SERVICE_FAULTS for one in told):
        return told[0].status
    if not is_refusal(result):
        return None
    return told[0].status if media_type is MediaType.GRAPHQL else 200


def _headers(told: Sequence[CodedMessage]) -> dict[str, str]:
    waits = [
        one.retry_after_seconds or RETRY_AFTER_SECONDS
        for one in told
        if one.status in (429, 503) or one.retry_after_seconds
    ]
    return {"Retry-After": str(max(waits))} if waits else {}
