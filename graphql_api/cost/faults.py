"""Requests that cannot be executed cost no points, for nobody knows their price: they are paid in processor time.

An account has so much of it a minute. One that has none left is put off before its next request is read, so that those
who send such requests as fast as they can take no more from others than who sends a few.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable

from graphql_api.cost.allowance import FAULTS_MS_PER_MINUTE
from graphql_api.cost.buckets import Buckets
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message

PUT_OFF_SECONDS = (
    1.0  # until the answer: who would not wait is made to, and takes no more of the processor meanwhile
)
HANDLING_SECONDS = 0.0005  # taking in a request and answering it, whatever is wrong with it
BYTE_SECONDS = 5e-9  # taking in a body and reading its JSON
_WINDOW_SECONDS = 5.0  # what was not used of it for longer is not saved up: a flood may begin with so much
_A_SECOND = 1_000_000  # points


class PutOffError(ApiError):
    """The account has to wait. The answer may come ``PUT_OFF_SECONDS`` later: it takes up nothing but a connection."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            ErrorCode.THROTTLED,
            Message(
                f"无法执行的请求过多：请在 {wait_seconds} 秒后重试。",
                f"The account sent too many requests that cannot be executed; try again in {wait_seconds} s.",
            ),
            status=429,
            retry_after_seconds=wait_seconds,
        )


class Faults:
    """What is left of it to each account of a process; ``clock`` counts seconds and never goes back."""

    def __init__(
        self, ms_per_minute: int = FAULTS_MS_PER_MINUTE, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = math.ceil(ms_per_minute * _A_SECOND / 1000 * _WINDOW_SECONDS / 60)
        self._most_owed = ms_per_minute * _A_SECOND // 1000
        self._buckets = Buckets(clock=clock, window_seconds=_WINDOW_SECONDS)

    def check(self, account: Hashable) -> None:
        """Raise PutOffError, THROTTLED with status 429, for an account that has nothing left."""
        if account not in self._buckets:
            return
        wait_seconds = self._buckets.wait(account, self._capacity, 1)
        if wait_seconds:
            raise PutOffError(math.ceil(wait_seconds))

    def pay(self, account: Hashable, seconds: float) -> None:
        """Take what a request took, as much as is not there if need be; what is owed is there again in a minute."""
        points = math.ceil((HANDLING_SECONDS + seconds) * _A_SECOND)
        self._buckets.spend(account, self._capacity, points, most_owed=self._most_owed)
