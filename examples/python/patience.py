"""Calls the API; waits and calls again where the service says "later", and tells apart what else can go wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import httpx
from gridledger_client import GraphQLClientError, GraphQLClientGraphQLMultiError, GraphQLClientHttpError

T = TypeVar("T")
TRIES = 5
LATER = {"THROTTLED", "TIMEOUT"}


class RequestError(Exception):
    """The request or the service is at fault. The code is stable; the request id leads to a line of its log."""

    def __init__(self, code: str, message: str, request_id: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.request_id = request_id
        self.retry_after_seconds: float | None = None


def patiently(call: Callable[[], T]) -> T:
    """What ``call`` returns. Raises RequestError.

    It is safe to repeat: a query changes nothing, and a mutation brings its idempotency key, chosen once outside of
    ``call``, so that it takes effect once and a repetition gets the first answer.
    """
    for tries in range(1, TRIES + 1):
        try:
            return call()
        except httpx.TransportError as error:
            fault = RequestError("UNREACHABLE", str(error))
        except GraphQLClientError as error:
            fault = _fault_of(error)
            if fault.code not in LATER:
                raise fault from error
        if tries < TRIES:
            time.sleep(fault.retry_after_seconds or 0.1 * 2**tries)
    raise fault


def _fault_of(error: GraphQLClientError) -> RequestError:
    """Errors come in the body, whatever the status."""
    if isinstance(error, GraphQLClientGraphQLMultiError):
        first = error.errors[0]
        told = first.extensions or {}
        return RequestError(str(told.get("code")), first.message, str(told.get("requestId")))
    if isinstance(error, GraphQLClientHttpError) and isinstance(error.response, httpx.Response):
        try:
            (first_told, *_) = error.response.json()["errors"]
        except (ValueError, KeyError):
            return RequestError("HTTP", str(error))
        extensions = first_told["extensions"]
        fault = RequestError(extensions["code"], first_told["message"], extensions["requestId"])
        fault.retry_after_seconds = float(error.response.headers.get("Retry-After", 0)) or None
        return fault
    return RequestError("INVALID_RESPONSE", str(error))
