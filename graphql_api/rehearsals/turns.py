"""Rehearsals take the processor for seconds: one at a time in a process, and of an account."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

WAIT_SECONDS = 5.0  # for the turn
_SOON = 5  # seconds until it is worth to ask again

_OWN = Message(
    "该账号已有一次预演在进行，请等它结束。", "A rehearsal of this account is under way; wait for it."
)
_BUSY = Message(
    "另一次预演正在进行，请稍后重试。", "Somebody else's rehearsal is under way; try again shortly."
)


class Turns:
    """One a process."""

    def __init__(self, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait_seconds = wait_seconds
        self._one = asyncio.Lock()
        self._accounts: set[Hashable] = set()

    @asynccontextmanager
    async def of(self, account: Hashable) -> AsyncIterator[None]:
        """The turn of an account. Raises ApiError if it has one already, or if the turn does not come in time."""
        if account in self._accounts:
            raise ApiError(ErrorCode.THROTTLED, _OWN, status=429, retry_after_seconds=_SOON)
        self._accounts.add(account)
        try:
            await self._take()
            try:
                yield
            finally:
                self._one.release()
        finally:
            self._accounts.discard(account)

    async def _take(self) -> None:
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._one.acquire()
        except TimeoutError:
            raise ApiError(ErrorCode.THROTTLED, _BUSY, status=503, retry_after_seconds=_SOON) from None
