"""On which days of the week meetings of a kind are held (C05 每周五学习日, C02 周五)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.policies.comparing import less_if_wider
from domain.policies.kind import Words, named_once
from domain.policies.windows import WindowParameters, WindowRule, exemptions, weaker_window
from domain.policies.wording import MEETINGS


class Weekday(StrEnum):
    """Days of the week, in the order of the calendar's numbers."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"

    @classmethod
    def of(cls, day: date) -> Weekday:
        """The one on which a day falls."""
        return tuple(cls)[day.weekday()]


_ZH = dict(zip(Weekday, "一二三四五六日", strict=True))


class WeekdayWindow(
    WindowParameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="weekday-window"
):
    """A kind of meeting is held on one of ``weekdays``; how often is another rule's matter."""

    weekdays: tuple[Weekday, ...]

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ValueError("weekdays: names one day of the week or more")
        named_once(weekdays=self.weekdays)


class WeekdayWindowKind(WindowRule[WeekdayWindow]):
    """Meetings on fixed days of the week."""

    name = "weekday-window"
    parameters = WeekdayWindow

    def sentences(self, parameters: WeekdayWindow) -> Words:
        meeting, others = MEETINGS[parameters.meeting], exemptions(parameters)
        zh = "或".join(f"周{_ZH[day]}" for day in parameters.weekdays)
        en = " or ".join(day.title() for day in parameters.weekdays)
        return Words(zh=f"{meeting.zh}安排在{zh}召开{others.zh}", en=f"{meeting.en}: on a {en}{others.en}")

    def weaker(self, local: WeekdayWindow, above: WeekdayWindow) -> bool | None:
        return weaker_window(local, above, less_if_wider(set(local.weekdays), set(above.weekdays)))

    def holds(self, parameters: WeekdayWindow, on: date) -> bool:
        return Weekday.of(on) in parameters.weekdays
