"""What all rules about the day of a meeting share (召开时间): what lets another day stand, and what if nothing does."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import ClassVar, Literal, TypeVar

from domain.meetings.events import MeetingKind
from domain.policies.comparing import Asks, asks_less, less_if_larger
from domain.policies.facts import Calendar, HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words
from domain.policies.verdicts import Effect, Remark

_DAYS_OFF = {
    "holidays": Words(zh="法定节假日", en="public holidays"),
    "days_off": Words(zh="法定节假日和休息日", en="public holidays and other days off"),
}


class WindowParameters(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of every window. What lets another day stand is told in its sentence; without it, nothing does.

    On approval from above and on what cannot wait most texts are silent, and a pack says how it reads that; putting
    off for a reason, and days off instead, are there if a text tells of them.

    ``off_window``: whether a meeting on another day counts all the same.
    ``exceptions``: whether an exception approved from above lets another day stand (C09).
    ``urgent``: whether a meeting called at once stands on any day (C03).
    ``with_reason``: whether one that was put off for a recorded reason does (C02).
    ``days_off``: which days stand for an organisation that was granted days off instead (C09 法定节假日).
    """

    meeting: MeetingKind
    off_window: Literal["counts", "does_not_count"]
    exceptions: bool
    urgent: Literal["any_day", "no_exemption"]
    with_reason: Literal["any_day", "no_exemption"] = "no_exemption"
    days_off: Literal["holidays", "days_off"] | None = None


W = TypeVar("W", bound=WindowParameters)


class WindowRule(MeetingRule[W]):
    """Says which meetings were held on another day, and whether that stands."""

    open_points: ClassVar[tuple[str, ...]] = ("off_window", "exceptions", "urgent")
    code: ClassVar[str] = "OFF_WINDOW"  # of a meeting on a day that does not stand

    def matters(self, parameters: W) -> frozenset[str]:
        """The day of its meeting, whichever window says it."""
        return frozenset({f"day of {parameters.meeting}"})

    @abstractmethod
    def holds(self, parameters: W, on: date) -> bool:
        """Whether the day is one on which the meeting should be held."""

    def concerns(self, parameters: W, meeting: HeldMeeting) -> bool:
        """Meetings of its kind."""
        return meeting.kind is parameters.meeting

    def remark(self, parameters: W, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        """Nothing of a meeting on its day, and of an urgent one; else why it stands, or that it does not."""
        if self.holds(parameters, meeting.on) or (meeting.urgent and parameters.urgent == "any_day"):
            return None
        days_off = _days_off(parameters, meeting.on, subject)
        if (meeting.excepted and parameters.exceptions) or days_off:
            return Remark(meeting_id=meeting.id, code="EXCEPTION_APPROVED")
        said = self.otherwise(parameters, meeting)
        if days_off is None and said.effect is not Effect.NOTED:  # what stands in any case needs no calendar
            return off_window(parameters, meeting, "CALENDAR_UNKNOWN", certain=False)
        return said

    def otherwise(self, parameters: W, meeting: HeldMeeting) -> Remark:
        """What it says of a meeting on another day that nothing from above lets stand."""
        if meeting.deferred_for and parameters.with_reason == "any_day":
            return Remark(meeting_id=meeting.id, code="DEFERRED")
        return off_window(parameters, meeting, self.code)


def off_window(
    parameters: WindowParameters, meeting: HeldMeeting, code: str, *, certain: bool = True
) -> Remark:
    """That a meeting's day does not stand, with the effect that the parameters give it."""
    effect = Effect.OFF_WINDOW if parameters.off_window == "counts" else Effect.NOT_COUNTED
    return Remark(meeting_id=meeting.id, code=code, effect=effect, certain=certain)


def exemptions(parameters: WindowParameters) -> Words:
    """The clauses about other days: each thing that lets one stand, and that one that does not is no meeting."""
    zh, en = "", ""
    if parameters.with_reason == "any_day":
        zh, en = zh + ",有事由可另行安排", en + ", on another day with a reason"
    if parameters.days_off is not None:
        days = _DAYS_OFF[parameters.days_off]
        zh, en = zh + f",经批准可改在{days.zh}", en + f", with leave on {days.en} instead"
    if parameters.exceptions:
        zh, en = zh + ",经上级批准可另定日期", en + ", on another day with approval from above"
    if parameters.urgent == "any_day":
        zh, en = zh + ",紧急会议不受此限", en + ", urgent ones on any day"
    if parameters.off_window == "does_not_count":
        zh, en = zh + ";在其他日期召开的不计入次数", en + "; one on another day does not count"
    return Words(zh=zh, en=en)


def weaker_window(local: WindowParameters, above: WindowParameters, *days: Asks | None) -> bool | None:
    """Whether a window asks for less than another of its kind: in ``days``, and in what lets another day stand."""
    if local.meeting is not above.meeting:
        return None
    allowed = zip(_allowances(local), _allowances(above), strict=True)
    return asks_less(*days, *(less_if_larger(one, other) for one, other in allowed))


def _allowances(parameters: WindowParameters) -> tuple[int, ...]:
    """What it allows, point by point: the higher, the more."""
    return (
        parameters.off_window == "counts",
        parameters.exceptions,
        parameters.urgent == "any_day",
        parameters.with_reason == "any_day",
        (None, "holidays", "days_off").index(parameters.days_off),
    )


def _days_off(parameters: WindowParameters, on: date, subject: Subject) -> bool | None:
    """Whether the day stands as a day off. None: the calendar of its year is not known yet."""
    if parameters.days_off is None or not subject.has_days_off_on(on):
        return False
    calendar: Calendar = subject.calendar
    return calendar.is_holiday(on) if parameters.days_off == "holidays" else calendar.is_day_off(on)
