"""What went wrong while a county was looked at for its subscribers: what passes, and what is a fault of the program.

What passes (the database is away, or slow) is tried again. A fault would be met again at each look: those who wait are
told, and the log is told once where it happened, and nothing of its words.
"""

from __future__ import annotations

import structlog
from graphql import GraphQLError

from graphql_api.errors import INTERNAL, ApiError, ErrorCode, coded
from graphql_api.messages import Locale
from graphql_api.web.tracebacks import places

_PASSING = frozenset({ErrorCode.THROTTLED, ErrorCode.TIMEOUT})
_log = structlog.stdlib.get_logger("gridledger.subscriptions")


class LookFailedError(ApiError):
    """It cannot be found out whether what somebody waits for has changed: the program is at fault."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.INTERNAL_SERVER_ERROR, INTERNAL, status=500)


def passes(error: Exception) -> bool:
    """Whether the same look may succeed a moment later."""
    return coded(GraphQLError("", original_error=error), Locale.EN).code in _PASSING


class Passing:
    """What keeps a county from being looked at for a while. Each kind is logged once, until it has passed.

    It is known for as long as somebody waits: who comes later, and meets the next outage, is told of that.
    """

    def __init__(self) -> None:
        self._known: set[tuple[str, ...]] = set()

    def wait(self, error: Exception) -> None:
        """The county is looked at again."""
        if _is_new(error, self._known):
            _log.warning("subscribers wait", **_said(error))

    def passed(self) -> None:
        """The county was looked at."""
        self._known.clear()


class Faults:
    """Of a process. Each kind, the same error at the same place, is logged once."""

    def __init__(self) -> None:
        self._known: set[tuple[str, ...]] = set()

    def met(self, error: Exception) -> None:
        """What nobody foresaw."""
        if _is_new(error, self._known):
            _log.error("subscribers are sent away", **_said(error))


def _is_new(error: Exception, known: set[tuple[str, ...]]) -> bool:
    kind = type(error).__name__, *places(error)
    is_new = kind not in known
    known.add(kind)
    return is_new


def _said(error: Exception) -> dict[str, object]:
    """An error of the database is translated where it was met: what it was at first is its cause."""
    return {"error": type(error.__cause__ or error).__name__, "places": places(error)}
