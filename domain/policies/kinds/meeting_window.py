"""When meetings of a kind are held (召开时间): on fixed days of the month, with what may put them off."""

from __future__ import annotations

from datetime import date

from domain.policies.comparing import less_if_larger, less_if_wider
from domain.policies.facts import HeldMeeting
from domain.policies.kind import Number, Words, named_once
from domain.policies.verdicts import Remark
from domain.policies.windows import WindowParameters, WindowRule, exemptions, off_window, weaker_window
from domain.policies.wording import MEETINGS


class MeetingWindow(
    WindowParameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting-window"
):
    """A kind of meeting is held on one of ``days`` of the month.

    ``defer_until``: with a reason also later, until this day of the month, itself included (C08).
    """

    days: tuple[int, ...]
    defer_until: Number | None = None

    def __post_init__(self) -> None:
        if not self.days or not all(1 <= day <= 31 for day in (*self.days, self.defer_until or 1)):
            raise ValueError("days, defer_until: are days of a month, 1 to 31")
        if self.defer_until is not None and self.defer_until <= max(self.days):
            raise ValueError("defer_until: lies after the last of the days")
        named_once(days=self.days)


class MeetingWindowKind(WindowRule[MeetingWindow]):
    """Meetings on fixed days of the month."""

    name = "meeting-window"
    parameters = MeetingWindow

    def sentences(self, parameters: MeetingWindow) -> Words:
        meeting, others = MEETINGS[parameters.meeting], exemptions(parameters)
        zh = f"{meeting.zh}于每月{'或'.join(f'{day}日' for day in parameters.days)}召开"
        en = f"{meeting.en}: on day {' or '.join(map(str, parameters.days))} of the month"
        if parameters.defer_until is not None:
            zh += f",有事由可顺延至{parameters.defer_until}日"
            en += f", with a reason until day {parameters.defer_until}"
        return Words(zh=zh + others.zh, en=en + others.en)

    def weaker(self, local: MeetingWindow, above: MeetingWindow) -> bool | None:
        days = less_if_wider(set(local.days), set(above.days))
        deferral = less_if_larger(local.defer_until or 0, above.defer_until or 0)
        return weaker_window(local, above, days, deferral)

    def holds(self, parameters: MeetingWindow, on: date) -> bool:
        return on.day in parameters.days

    def otherwise(self, parameters: MeetingWindow, meeting: HeldMeeting) -> Remark:
        if not _may_be_deferred(parameters, meeting.on):
            return super().otherwise(parameters, meeting)
        if meeting.deferred_for:
            return Remark(meeting_id=meeting.id, code="DEFERRED")
        return off_window(parameters, meeting, "DEFERRED_WITHOUT_REASON")


def _may_be_deferred(parameters: MeetingWindow, on: date) -> bool:
    return parameters.defer_until is not None and max(parameters.days) < on.day <= parameters.defer_until
