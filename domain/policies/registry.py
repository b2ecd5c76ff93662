"""All kinds of policies, by the names that packs call them."""

from __future__ import annotations

from typing import Any

from domain.policies.kind import Kind
from domain.policies.kinds.before_day import BeforeDay, BeforeDayKind
from domain.policies.kinds.first_weekend import FirstWeekend, FirstWeekendKind
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind
from domain.policies.kinds.month_end import MonthEnd, MonthEndKind
from domain.policies.kinds.weekday_window import WeekdayWindow, WeekdayWindowKind

Rule = BeforeDay | FirstWeekend | MeetingFrequency | MeetingWindow | MonthEnd | WeekdayWindow

KINDS: dict[type[Any], Kind[Any]] = {
    kind.parameters: kind
    for kind in (
        BeforeDayKind(),
        FirstWeekendKind(),
        MeetingFrequencyKind(),
        MeetingWindowKind(),
        MonthEndKind(),
        WeekdayWindowKind(),
    )
}
