"""For what purpose a caller says that persons' data are read."""

from __future__ import annotations

from collections.abc import Set

from application.actor import Role
from application.read_audit import Purpose
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

HEADER = "Gridledger-Purpose"
_ALL = ", ".join(Purpose)
_UNKNOWN = Message(f"{HEADER} 须为以下之一：{_ALL}。", f"{HEADER} takes one of: {_ALL}.")
_MISSING = Message(
    f"请在 {HEADER} 中说明查阅目的：{_ALL}。",
    f"Say in {HEADER} for what purpose you read: {_ALL}.",
)


def purpose_of(given: str | None, role: Role, required: Set[Role]) -> Purpose | None:
    """The purpose that a request states. Raises ApiError for one that is not known, or missing where it is required."""
    if given is None:
        if role in required:
            raise ApiError(ErrorCode.BAD_USER_INPUT, _MISSING)
        return None
    try:
        return Purpose(given.strip())
    except ValueError:
        raise ApiError(ErrorCode.BAD_USER_INPUT, _UNKNOWN) from None
