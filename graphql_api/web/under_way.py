"""How many requests are worked on at a time: none waits without bound, whoever comes too many is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

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

    def __init__(self, *, most: int, most_of_account: int) -> None:
        self._most = most
        self._most_of_account = most_of_account
        self._count = 0
        self._of_account: Counter[Hashable] = Counter()

    @contextmanager
    def one(self, *, is_surplus: bool = False) -> Iterator[None]:
        """One request more. Raises ApiError, THROTTLED with status 503, if that is too many, or it ``is_surplus``."""
        if is_surplus or self._count >= self._most:
            raise _too_many(_FULL, 503)
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1

    @contextmanager
    def of(self, account: Hashable) -> Iterator[None]:
        """One request more of an account. Raises ApiError, THROTTLED with status 429, if that is too many."""
        count = self._of_account[account]
        if count >= self._most_of_account:
            raise _too_many(_OWN, 429)
        self._of_account[account] = count + 1
        try:
            yield
        finally:
            self._leave(account)

    def _leave(self, account: Hashable) -> None:
        self._of_account[account] -= 1
        if not self._of_account[account]:
            del self._of_account[account]

    def __len__(self) -> int:
        """How many are under way."""
        return self._count


def _too_many(message: Message, status: int) -> ApiError:
    return ApiError(ErrorCode.THROTTLED, message, status=status, retry_after_seconds=_RETRY_AFTER_SECONDS)
