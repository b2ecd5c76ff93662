"""When meetings of a kind are held (召开时间): on fixed days of the month, with what may put them off."""

from __future__ import annotations

from datetime import date
from typing import Literal

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import MEETINGS


class MeetingWindow(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting-window"):
    """A kind of meeting is held on one of ``days`` of the month.

    ``defer_until``: with a reason also later, until this day of the month, itself included (C08).
    ``exceptions``: whether one approved from above lets another day stand (C09).
    ``urgent``: whether a meeting called at once stands on any day (C03).
    ``off_window``: whether one on another day counts all the same.
    """

    meeting: MeetingKind
    days: tuple[int, ...]
    off_window: Literal["counts", "does_not_count"]
    defer_until: int | None = None
    exceptions: bool = True
    urgent: Literal["any_day", "no_exemption"] = "any_day"

    def __post_init__(self) -> None:
        if not self.days or not all(1 <= day <= 31 for day in (*self.days, self.defer_until or 1)):
            raise ValueError("days, defer_until: are days of a month, 1 to 31")
        if self.defer_until is not None and self.defer_until <= max(self.days):
            raise ValueError("defer_until: lies after the last of the days")


class MeetingWindowKind(MeetingRule[MeetingWindow]):
    """Says which meetings were held on another day, and whether that stands."""

    name = "meeting-window"
    open_points = ("off_window",)
    parameters = MeetingWindow

    def sentences(self, parameters: MeetingWindow) -> Words:
        meeting = MEETINGS[parameters.meeting]
        zh = f"{meeting.zh}于每月{'、'.join(f'{day}日' for day in parameters.days)}召开"
        en = f"{meeting.en}: on day {' or '.join(map(str, parameters.days))} of the month"
        if parameters.defer_until is not None:
            zh += f",有事由可顺延至{parameters.defer_until}日"
            en += f", with a reason until day {parameters.defer_until}"
        return Words(zh=zh, en=en)

    def concerns(self, parameters: MeetingWindow, meeting: HeldMeeting) -> bool:
        return meeting.kind is parameters.meeting

    def remark(self, parameters: MeetingWindow, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        if meeting.on.day in parameters.days or (meeting.urgent and parameters.urgent == "any_day"):
            return None
        if meeting.excepted and parameters.exceptions:
            return Remark(meeting_id=meeting.id, code="EXCEPTION_APPROVED")
        if _may_be_deferred(parameters, meeting.on):
            if meeting.deferred_for:
                return Remark(meeting_id=meeting.id, code="DEFERRED")
            return _off(parameters, meeting, "DEFERRED_WITHOUT_REASON")
        return _off(parameters, meeting, "OFF_WINDOW")


def _may_be_deferred(parameters: MeetingWindow, on: date) -> bool:
    return parameters.defer_until is not None and max(parameters.days) < on.day <= parameters.defer_until


def _off(parameters: MeetingWindow, meeting: HeldMeeting, code: str) -> Remark:
    effect = Effect.OFF_WINDOW if parameters.off_window == "counts" else Effect.NOT_COUNTED
    return Remark(meeting_id=meeting.id, code=code, effect=effect)
