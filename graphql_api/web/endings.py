"""How a subscription ends: by itself, by its client, or for a reason that has a code."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from graphql import GraphQLError

from graphql_api.errors import ApiError, ErrorCode, coded
from graphql_api.messages import Locale, Message
from graphql_api.subscriptions.faults import LookFailedError
from graphql_api.web.tracebacks import places

_log = structlog.stdlib.get_logger("gridledger.subscriptions")
_SLOW = Message(
    "客户端接收过慢，订阅已结束；请从上次的位置继续。",
    "Items were taken too slowly, so the subscription was ended; go on from your last position.",
)
_ENDED = Message(
    "您的身份已变更或终止，订阅已结束。", "The capacity in which you subscribed has ended or is another now."
)


class TooSlowError(ApiError):
    """The client does not take what it is sent."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.THROTTLED, _SLOW, status=429, retry_after_seconds=1)


class RightsEndedError(ApiError):
    """The caller may no longer act as when the subscription was begun."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.FORBIDDEN, _ENDED, status=403, told={"reason": "CAPACITY"})


@dataclass(slots=True)
class Ended:
    """The end of a subscription, for the log."""

    code: str | None = None  # None: by itself, or by the client
    items: int = 0
    seconds: float = 0.0
    error: GraphQLError | None = None


def ending_of(error: Exception, request_id: str) -> Ended:
    """What ended a subscription; if nobody foresaw it, the log is told where it happened, unless it was already."""
    told = error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)
    code = coded(told, Locale.EN).code
    if code is ErrorCode.INTERNAL_SERVER_ERROR and not isinstance(error, LookFailedError):
        _log.error(
            "subscription failed", request_id=request_id, error=type(error).__name__, places=places(error)
        )
    return Ended(code.value, error=told)
