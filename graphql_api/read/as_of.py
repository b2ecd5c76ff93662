"""`asOf`: the time that a root field is read as of, and the position that it comes to.

Read models move by whole commands, so a position within one stands for the end of the command before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry

from graphql_api.read.errors import BadUserInputError
from graphql_api.read.sources import Moment
from graphql_api.scalars import Position, instant_text


@strawberry.input(
    description=(
        "A time to answer as of (时点): what was known at a position or at an instant of recording, about a day, or "
        "both. Today's rights apply to yesterday's data."
    )
)
class AsOf:
    position: Position | None = strawberry.field(
        default=None, description="As known once this position was recorded (截至日志位置)."
    )
    recorded_at: datetime.datetime | None = strawberry.field(
        default=None, description="As known at this instant (截至登记时间); not together with `position`."
    )
    occurred_on: datetime.date | None = strawberry.field(
        default=None, description="As it was on this day, by what is known (截至发生日期)."
    )


@dataclass(frozen=True, slots=True)
class Echo:
    """A moment as an answer names it."""

    moment: Moment
    recorded_at: datetime.datetime | None  # of the position; None before the first event

    def as_json(self) -> dict[str, Any]:
        """One entry of ``extensions.asOf``."""
        day = self.moment.occurred_on
        return {
            "position": self.moment.position,
            "recordedAt": instant_text(self.recorded_at) if self.recorded_at else None,
            "occurredOn": day.isoformat() if day else None,
        }


def check(asked: AsOf, reflects: int) -> None:
    """Raise BadUserInputError for a time that says nothing, or too much, or lies ahead of the snapshot."""
    if not (asked.position is not None or asked.recorded_at or asked.occurred_on):
        raise BadUserInputError("`asOf` 至少要给一项。", "`asOf` needs at least one of its fields.")
    if asked.position is not None and asked.recorded_at:
        raise BadUserInputError(
            "`asOf` 的 `position` 与 `recordedAt` 只能给一个。",
            "Give `position` or `recordedAt` in `asOf`, not both.",
        )
    if asked.position is not None and asked.position > reflects:
        raise BadUserInputError(
            f"`asOf` 的位置超出了本次查询所及的位置 {reflects}。",
            f"The position in `asOf` lies beyond {reflects}, which this answer reflects.",
        )


# The last event recorded by then; from there down to the last that ended its command. The log may be ahead of the
# read models, so it is asked for no more than they reflect.
RESOLVE = """
SELECT e.position AS reached, e.recorded_at
  FROM event_store.event AS e
 WHERE e.tenant_id = $tenant
   AND e.position <= coalesce($asked_position::bigint, (
           SELECT a.position FROM read_model.audit_entry AS a
            WHERE a.tenant_id = $tenant AND a.recorded_at <= coalesce($asked_instant::timestamptz, 'infinity')
            ORDER BY a.recorded_at DESC, a.position DESC LIMIT 1))
   AND NOT EXISTS (SELECT FROM event_store.event AS n
                    WHERE n.tenant_id = $tenant AND n.position = e.position + 1 AND n.command_id = e.command_id)
 ORDER BY e.position DESC
 LIMIT 1"""


def values_of(asked: AsOf) -> Mapping[str, Any]:
    """The values of the parameters of ``RESOLVE``."""
    return {"asked_position": asked.position, "asked_instant": asked.recorded_at}
