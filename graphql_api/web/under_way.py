"""How many requests are worked on at a time: none waits without bound, whoever comes too many is told at once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Self

from event_store.telemetry import observe
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

_RETRY_AFTER_SECONDS = 1
_FULL = Message("服务器繁忙，请稍后重试。", "The server is busy with other requests; try again shortly.")
_OWN = Message(
    "该账号同时进行的请求过多，请稍后重试。",
    "Too many requests of this account are under way; wait for some of them.",
)


class UnderWay:
    """The requests under way in this process. One is from when its head was read until its answer is made."""

    def __init__(
        self,
        *,
        most: int,
        most_of_account: int,
        full: Message = _FULL,
        own: Message = _OWN,
        what: str = "request",
    ) -> None:
        """``full`` and ``own`` tell who comes too many, of all and of an account; ``what`` tells those who count."""
        self._most = most
        self._most_of_account = most_of_account
        self._full = full
        self._own = own
        self._what = what
        self._count = 0
        self._of_account: dict[Hashable, int] = {}

    def one(self, *, is_surplus: bool = False) -> Self:
        """A context in which one request more is under way.

        Raises ApiError, THROTTLED with status 503, if that is too many, or it ``is_surplus``.
        """
        if is_surplus or self._count >= self._most:
            raise _too_many(self._full, 503)
        return self

    def of(self, account: Hashable) -> _OfAccount:
        """A context in which one request more of an account is under way.

        Raises ApiError, THROTTLED with status 429, if that is too many.
        """
        if self._of_account.get(account, 0) >= self._most_of_account:
            raise _too_many(self._own, 429)
        return _OfAccount(self._of_account, account)

    def __enter__(self) -> None:
        self._count += 1
        observe("under_way", 1, self._what)

    def __exit__(self, *_: object) -> None:
        self._count -= 1
        observe("under_way", -1, self._what)


class _OfAccount(NamedTuple):
    counts: dict[Hashable, int]  # none is 0
    account: Hashable

    def __enter__(self) -> None:
        self.counts[self.account] = self.counts.get(self.account, 0) + 1

    def __exit__(self, *_: object) -> None:
        left = self.counts[self.account] - 1
        if left:
            self.counts[self.account] = left
        else:
            del self.counts[self.account]


def _too_many(message: Message, status: int) -> ApiError:
    return ApiError(ErrorCode.THROTTLED, message, status=status, retry_after_seconds=_RETRY_AFTER_SECONDS)
