"""Meetings held at the end of each month (C04 每月底)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from domain.policies.comparing import less_if_larger
from domain.policies.kind import Number, Words
from domain.policies.periods import Period, Unit
from domain.policies.windows import WindowParameters, WindowRule, exemptions, weaker_window
from domain.policies.wording import MEETINGS, days


class MonthEnd(WindowParameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="month-end"):
    """A kind of meeting is held at the end of its month.

    ``end``: ``last_days`` are so many days, the last of the month among them; ``last_week`` is what of the week
    (Monday to Sunday) that holds the last day lies in the month, which may be a single day.
    """

    end: Literal["last_days", "last_week"]
    last_days: Number | None = None

    def __post_init__(self) -> None:
        if (self.end == "last_days") is not (self.last_days is not None):
            raise ValueError("last_days: says how many if the end is last_days, and nothing else")
        if self.last_days is not None and not 1 <= self.last_days <= 28:
            raise ValueError("last_days: is a number of days, 1 to 28")


class MonthEndKind(WindowRule[MonthEnd]):
    """Meetings in the last days of the month."""

    name = "month-end"
    parameters = MonthEnd
    open_points = (*WindowRule.open_points, "end")

    def sentences(self, parameters: MonthEnd) -> Words:
        meeting, others = MEETINGS[parameters.meeting], exemptions(parameters)
        zh, en = "最后一天所在的一周,周一起", "from the Monday of the week that holds its last day"
        if parameters.last_days is not None:
            number = parameters.last_days
            zh = f"最后{number}天内" if number > 1 else "最后一天"
            en = f"in its last {days(number)}" if number > 1 else "on its last day"
        return Words(
            zh=f"{meeting.zh}于每月底({zh})召开{others.zh}", en=f"{meeting.en}: each month, {en}{others.en}"
        )

    def weaker(self, local: MonthEnd, above: MonthEnd) -> bool | None:
        longer = less_if_larger(local.last_days or 0, above.last_days or 0)
        return weaker_window(local, above, longer if local.end == above.end else None)

    def holds(self, parameters: MonthEnd, on: date) -> bool:
        last = Period.of(on, Unit.MONTH).last
        number = last.weekday() + 1 if parameters.last_days is None else parameters.last_days
        return last - timedelta(days=number) < on
