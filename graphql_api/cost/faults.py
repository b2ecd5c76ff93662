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

HANDLING_SECONDS = 0.0005  # taking in a request and answering it, whatever is wrong with it
BYTE_SECONDS = 5e-9  # taking in a body and reading its JSON
_A_SECOND = 1_000_000  # points


class Faults:
    """What is left of it to each account of a process; ``clock`` counts seconds and never goes back."""

    def __init__(
        self, ms_per_minute: int = FAULTS_MS_PER_MINUTE, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_minute = ms_per_minute * _A_SECOND // 1000
        self._buckets = Buckets(clock=clock)

    def check(self, account: Hashable) -> None:
        """Raise ApiError, THROTTLED with status 429, for an account that has nothing left."""
        wait_seconds = self._buckets.wait(account, self._a_minute, 1)
        if wait_seconds:
            raise _put_off(math.ceil(wait_seconds))

    def pay(self, account: Hashable, seconds: float) -> None:
        """Take what a request took, as much as is not there if need be; a minute later all is well again."""
        points = math.ceil((HANDLING_SECONDS + seconds) * _A_SECOND)
        self._buckets.spend(account, self._a_minute, points, most_owed=self._a_minute)


def _put_off(seconds: int) -> ApiError:
    return ApiError(
        ErrorCode.THROTTLED,
        Message(
            f"无法执行的请求过多：请在 {seconds} 秒后重试。",
            f"The account sent too many requests that cannot be executed; try again in {seconds} s.",
        ),
        status=429,
        retry_after_seconds=seconds,
    )
