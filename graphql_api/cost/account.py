"""What one request costs its caller: priced, held against the limits and taken from the account's bucket, once."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from application.actor import Role
from graphql_api.cost.allowance import Allowance
from graphql_api.cost.buckets import Balance, Buckets
from graphql_api.cost.faults import Faults
from graphql_api.errors import ApiError, ErrorCode
from graphql_api.messages import Message


@dataclass(slots=True)
class Account:
    """A caller's account for the length of one request. ``cost`` is that of its operation, once it is known.

    Points are a role's: who acts as a member has not spent a secretary's. What is sent in vain is the account's.
    """

    key: tuple[str, str]  # county and account
    role: Role
    allowance: Allowance
    buckets: Buckets
    faults: Faults
    cost: int = 0
    has_paid: bool = False  # any points
    unpaid_seconds: float = (
        0.0  # of the processor, for a request of which nobody knows yet if it can be executed
    )

    def act_as(self, role: Role, allowance: Allowance) -> None:
        """The caller's role, found out; before, it was taken for the least."""
        self.role, self.allowance = role, allowance

    def pay(self) -> None:
        """Take the cost from the account's points.

        Raises ApiError: QUERY_TOO_COMPLEX where it is more than one operation may cost, THROTTLED where too few
        points are left.
        """
        if self.cost > self.allowance.operation_points:
            raise _too_dear(self.cost, self.allowance.operation_points)
        wait_seconds = self.buckets.take(self._purse, self.allowance.points_per_minute, self.cost)
        if wait_seconds:
            raise _too_often(math.ceil(wait_seconds))
        self.has_paid = self.cost > 0

    def check_points(self) -> None:
        """Raise ApiError, THROTTLED, if not one point is left: whatever is asked for need not be read then."""
        wait_seconds = self.buckets.wait(self._purse, self.allowance.points_per_minute, 1)
        if wait_seconds:
            raise _too_often(math.ceil(wait_seconds))

    def check_faults(self) -> None:
        """Raise ApiError, THROTTLED, if too much of what the account sent could not be executed."""
        self.faults.check(self.key)

    def pay_fault(self) -> None:
        """Take what the processor did for a request that cannot be executed, or for which no points were taken."""
        self.faults.pay(self.key, self.unpaid_seconds)

    @property
    def balance(self) -> Balance:
        """What the account may still spend."""
        return self.buckets.balance(self._purse, self.allowance.points_per_minute)

    @property
    def _purse(self) -> tuple[tuple[str, str], Role]:
        return self.key, self.role

    def as_json(self) -> dict[str, Any]:
        """``extensions.cost`` of an answer."""
        balance = self.balance
        return {
            "requested": self.cost,
            "limit": self.allowance.operation_points,
            "remaining": balance.points,
            "resetAt": _instant(_full_second(balance)),
        }


def _too_dear(cost: int, limit: int) -> ApiError:
    return ApiError(
        ErrorCode.QUERY_TOO_COMPLEX,
        Message(
            f"查询过于复杂：需 {cost} 点，上限为 {limit} 点。请减少每页条数或嵌套层次。",
            f"The operation costs {cost} points; the limit is {limit}. Ask for smaller pages, or fewer levels.",
        ),
    )


def _too_often(seconds: int) -> ApiError:
    return ApiError(
        ErrorCode.THROTTLED,
        Message(
            f"请求过于频繁：请在 {seconds} 秒后重试。",
            f"The account has too few points left; try again in {seconds} s.",
        ),
        status=429,
        retry_after_seconds=seconds,
    )


def full_at(balance: Balance) -> datetime:
    """When all points will be there again, if none is spent meanwhile; to the second, never too early."""
    return datetime.fromtimestamp(_full_second(balance), UTC)


def _full_second(balance: Balance) -> int:
    return int(time.time()) + math.ceil(balance.full_in_seconds)


@lru_cache(maxsize=64)  # most answers of a second name one of a few
def _instant(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat().replace("+00:00", "Z")
