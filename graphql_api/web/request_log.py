"""What is told of requests to whoever reads logs, traces or metrics: never documents, variables or names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from graphql import GraphQLError

from event_store.telemetry import Span, is_measured
from graphql_api.errors import CodedMessage, root_cause
from graphql_api.field_errors import FieldError
from graphql_api.web.endings import Ended
from graphql_api.web.observed import observe_request, outcome_of
from graphql_api.web.tracebacks import places

_log = structlog.stdlib.get_logger("gridledger.graphql")


class RequestLog:
    """The log of an endpoint: one line a request, and one for each fault of ours."""

    def __init__(self) -> None:
        self._log = _log.bind()  # once: the one above is made anew for each line

    def request(
        self,
        request_id: str,
        status: int,
        told: Sequence[CodedMessage],
        facts: dict[str, Any],
        seconds: float,
        traced: Span,
    ) -> None:
        """A request was answered, or a subscription begun; ``told`` are the codes of its errors."""
        kind = facts.pop("kind", "")
        codes = [one.code for one in told]
        self._log.info(
            "request",
            request_id=request_id,
            status=status,
            duration_ms=round(seconds * 1000, 1),
            codes=sorted({code.value for code in codes}),
            **facts,
        )
        known = {name: value for name, value in facts.items() if value is not None}
        traced.facts(kind=kind, status=status, outcome=outcome_of(codes), **known)
        if is_measured():
            observe_request(kind, codes, seconds)

    def faults(self, errors: Sequence[GraphQLError], request_id: str) -> None:
        """Of the errors of an answer, those that are our fault."""
        for error in errors:
            cause = root_cause(error)
            if cause is not None and not isinstance(cause, GraphQLError):
                self._log.error(
                    "resolver failed",
                    request_id=request_id,
                    error=type(cause).__name__,
                    code=getattr(cause, "code", None),  # the SQLSTATE, of an error of the database
                    field=error.field if isinstance(error, FieldError) else None,
                    places=places(cause),
                )

    def ended(self, request_id: str, ended: Ended) -> None:
        """A subscription ended."""
        self._log.info(
            "subscription ended",
            request_id=request_id,
            items=ended.items,
            duration_ms=round(ended.seconds * 1000, 1),
            code=ended.code,
        )
