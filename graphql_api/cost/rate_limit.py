"""`rateLimit`: what an account may spend, and what an operation costs, asked for beforehand or along with it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graphql_api.cost.account import Account, full_at

if TYPE_CHECKING:
    from graphql_api.context import RequestContext


@strawberry.type(description="Points that the account may spend (访问配额). Asking for them costs none.")
class RateLimit:
    """What an account has."""

    limit: int = strawberry.field(description="Points of a full minute (每分钟点数).")
    remaining: int = strawberry.field(description="Points left, this operation paid (剩余点数).")
    reset_at: datetime.datetime = strawberry.field(
        description="When all points are there again, if none is spent meanwhile (恢复时间)."
    )
    cost: int = strawberry.field(description="Points that this operation costs (本次所需点数).")
    operation_limit: int = strawberry.field(
        description="Points that one operation may cost at most (单次上限)."
    )

    @classmethod
    def of(cls, account: Account) -> RateLimit:
        """The limit as an account stands now."""
        balance = account.balance
        return cls(
            limit=account.allowance.points_per_minute,
            remaining=balance.points,
            reset_at=full_at(balance),
            cost=account.cost,
            operation_limit=account.allowance.operation_points,
        )


@strawberry.field(
    description="What the account may spend, and what this operation costs (访问配额); null where nobody counts."
)
def rate_limit(
    info: strawberry.Info[RequestContext, None],
    dry_run: Annotated[
        bool,
        strawberry.argument(
            description=(
                "Only say what the query costs: none of its other fields runs, nothing is paid (试算). In a "
                "mutation's payload it comes too late, and does nothing."
            )
        ),
    ] = False,
) -> RateLimit | None:
    """``dry_run`` was seen to before the operation began (dry_run.py)."""
    account = info.context.account
    return None if account is None else RateLimit.of(account)
