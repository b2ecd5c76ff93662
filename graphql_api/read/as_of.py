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


def check(asked: AsOf) -> None:
    """Raise BadUserInputError for a time that says nothing, or too much."""
    if not (asked.position is not None or asked.recorded_at or asked.occurred_on):
        raise BadUserInputError("`asOf` 至少要给一项。", "`asOf` needs at least one of its fields.")
    if asked.position is not None and asked.recorded_at:
        raise BadUserInputError(
            "`asOf` 的 `position` 与 `recordedAt` 只能给一个。",
            "Give `position` or `recordedAt` in `asOf`, not both.",
        )


def check_reached(asked: AsOf, reflects: int) -> None:
    """Raise BadUserInputError for a time that lies ahead of what the answer reflects."""
    if asked.position is not None and asked.position > reflects:
        raise BadUserInputError(
            f"`asOf` 的位置超出了本次查询所及的位置 {reflects}。",
            f"The position in `asOf` lies beyond {reflects}, which this answer reflects.",
        )


# The last event recorded by then; from there down to the last that ended its command. The log may be ahead of the
# read models, so it is asked for no more than they reflect. One row, also before the first event. No coalesce and no
# sum in the conditions: PostgreSQL takes these for something that may tell of rows which row security holds back, and
# would look at event after event.
_FIND = """(
SELECT coalesce(max(f.position), 0) AS position, max(f.recorded_at) AS recorded_at FROM (
    SELECT e.position, e.recorded_at
      FROM event_store.event AS e
     WHERE e.tenant_id = $tenant
       AND e.position <= CASE WHEN ${name}_asked::bigint IS NULL
                              THEN read_model.position_at(${name}_instant::timestamptz)
                              ELSE ${name}_asked::bigint END
       AND (SELECT n.command_id FROM event_store.event AS n
             WHERE n.tenant_id = $tenant AND n.position > e.position
             ORDER BY n.position LIMIT 1) IS DISTINCT FROM e.command_id
     ORDER BY e.position DESC
     LIMIT 1) AS f) AS {name}"""


@dataclass(frozen=True, slots=True)
class Sought:
    """A moment that a statement finds by itself, under a name, and then reads as of: so there is one statement."""

    asked: AsOf
    name: str = "moment"

    @property
    def moment(self) -> Moment:
        """What other parts of the statement read as of."""
        return Moment(None, self.asked.occurred_on, self.name)

    @property
    def relation(self) -> str:
        """SQL of what finds it, for the statement's FROM."""
        return _FIND.format(name=self.name)

    @property
    def columns(self) -> str:
        """SQL of what the statement has to tell of it."""
        return (
            f"{self.name}.position AS {self.name}_reached, {self.name}.recorded_at AS {self.name}_recorded_at"
        )

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the parameters."""
        asked = {f"{self.name}_asked": self.asked.position, f"{self.name}_instant": self.asked.recorded_at}
        return {**asked, **self.moment.values}

    def found(self, row: Any) -> Echo:
        """What the statement's row tells."""
        moment = Moment(row[f"{self.name}_reached"], self.asked.occurred_on)
        return Echo(moment, row[f"{self.name}_recorded_at"])
