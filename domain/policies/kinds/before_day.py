"""Meetings held before a day of each month (C04 每月10号之前)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from domain.policies.comparing import less_if_larger
from domain.policies.kind import Number, Words
from domain.policies.windows import WindowParameters, WindowRule, exemptions, weaker_window
from domain.policies.wording import MEETINGS


class BeforeDay(WindowParameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="before-day"):
    """A kind of meeting is held before ``day`` of its month. ``day_itself``: whether on that day it is in time."""

    day: Number
    day_itself: Literal["in_time", "late"]

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError("day: is a day of a month, 1 to 31")
        if self.last == 0:
            raise ValueError("day_itself: before day 1 there is none, so the day itself is in time")

    @property
    def last(self) -> int:
        """The last day of the month that is in time. In a shorter month every day is."""
        return self.day if self.day_itself == "in_time" else self.day - 1


class BeforeDayKind(WindowRule[BeforeDay]):
    """Meetings in the first days of the month."""

    name = "before-day"
    parameters = BeforeDay
    open_points = (*WindowRule.open_points, "day_itself")
    code = "LATE"

    def sentences(self, parameters: BeforeDay) -> Words:
        meeting, others = MEETINGS[parameters.meeting], exemptions(parameters)
        with_it = parameters.day_itself == "in_time"
        return Words(
            zh=f"{meeting.zh}于每月{parameters.day}日前({'含' if with_it else '不含'}{parameters.day}日)"
            f"召开{others.zh}",
            en=f"{meeting.en}: each month {'by' if with_it else 'before'} day {parameters.day}{others.en}",
        )

    def weaker(self, local: BeforeDay, above: BeforeDay) -> bool | None:
        return weaker_window(local, above, less_if_larger(local.last, above.last))

    def holds(self, parameters: BeforeDay, on: date) -> bool:
        return on.day <= parameters.last
