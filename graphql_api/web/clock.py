"""The development clock: a request may say at which time its commands are given, to rehearse a year."""

from __future__ import annotations

from datetime import datetime

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message
from graphql_api.scalars import parse_instant

HEADER = "X-Clock"
_YEARS = range(1950, 2100)  # it cannot be set back: a slip of the year would end a rehearsal for good


def clock_of(given: str | None, *, production: bool) -> datetime | None:
    """The time that a request asks for. Raises ApiError where there is no such clock, or no such time."""
    if given is None:
        return None
    if production:
        raise _refused(
            "生产环境没有演练时钟。", f"There is no clock to set in production: leave out {HEADER}."
        )
    try:
        clock = parse_instant(given)
    except (ValueError, OverflowError):
        raise _refused(
            f"{HEADER} 必须是 ISO 8601 时刻。", f"{HEADER} must be an instant such as 2026-11-18T11:30:00Z."
        ) from None
    if clock.year not in _YEARS:
        first, last = _YEARS[0], _YEARS[-1]
        raise _refused(
            f"{HEADER} 的年份须在 {first} 至 {last} 之间。",
            f"{HEADER} must lie in the years {first} to {last}.",
        )
    return clock


def _refused(zh_cn: str, en: str) -> ApiError:
    return ApiError(ErrorCode.BAD_USER_INPUT, Message(zh_cn, en))
