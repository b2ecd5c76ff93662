"""What is told of each request to whoever counts: how long it took, its kind, and the codes of its errors."""

from __future__ import annotations

from collections.abc import Sequence

from event_store.telemetry import observe
from graphql_api.errors import ErrorCode

OK = "OK"
_PUT_OFF = frozenset({ErrorCode.THROTTLED, ErrorCode.TIMEOUT})


def observe_request(kind: str, codes: Sequence[ErrorCode], seconds: float) -> None:
    """``kind`` is that of the operation, empty where none was reached."""
    observe("request_seconds", seconds, outcome_of(codes))
    for code in {one.value for one in codes} or {OK}:
        observe("operations", 1, kind or "none", code)


def outcome_of(codes: Sequence[ErrorCode]) -> str:
    """In one word: ``ok``; ``failed``, which is the service's fault; ``put_off``; or ``refused``, the caller's."""
    if not codes:
        return "ok"
    if ErrorCode.INTERNAL_SERVER_ERROR in codes:
        return "failed"
    return "put_off" if not _PUT_OFF.isdisjoint(codes) else "refused"
