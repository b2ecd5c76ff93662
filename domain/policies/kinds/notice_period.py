"""How long before a meeting those concerned are told (C06 提前一至三天通知)."""

from __future__ import annotations

from typing import Literal

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger, less_if_milder, less_if_smaller
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Number, Parameters, Words
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import EFFECTS, MEETINGS, days

_NO_LIMIT = 10_000


class NoticePeriod(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="notice-period"):
    """Those concerned are told at least ``fewest_days`` before the day of a meeting, and at most ``most_days``.

    ``irregular``: what it means for a meeting if they were told at another time, or not at all.
    ``urgent``: whether one called at once needs no notice.
    """

    meeting: MeetingKind
    fewest_days: Number
    irregular: Effect
    most_days: Number | None = None
    urgent: Literal["exempt", "no_exemption"]

    def __post_init__(self) -> None:
        if self.fewest_days < 0:
            raise ValueError("fewest_days: is a number of days, 0 for the day itself")
        if self.most_days is not None and self.most_days < self.fewest_days:
            raise ValueError("most_days: is no fewer than fewest_days")


class NoticePeriodKind(MeetingRule[NoticePeriod]):
    """Says which meetings were called too late, too early, or without a word."""

    name = "notice-period"
    parameters = NoticePeriod
    open_points = ("irregular", "urgent")

    def sentences(self, parameters: NoticePeriod) -> Words:
        meeting, then, told = MEETINGS[parameters.meeting], EFFECTS[parameters.irregular], _told(parameters)
        exempt = parameters.urgent == "exempt"
        return Words(
            zh=f"{meeting.zh}应{told.zh}通知{'(紧急会议除外)' if exempt else ''};未按时通知的,{then.zh}",
            en=f"{meeting.en}: notice {told.en} before{', urgent ones excepted' if exempt else ''}; "
            f"without it, {then.en}",
        )

    def matters(self, parameters: NoticePeriod) -> frozenset[str]:
        return frozenset({f"notice of {parameters.meeting}"})

    def weaker(self, local: NoticePeriod, above: NoticePeriod) -> bool | None:
        if local.meeting is not above.meeting:
            return None
        return asks_less(
            less_if_smaller(local.fewest_days, above.fewest_days),
            less_if_larger(_most(local), _most(above)),
            less_if_milder(local.irregular, above.irregular),
            less_if_larger(local.urgent == "exempt", above.urgent == "exempt"),
        )

    def concerns(self, parameters: NoticePeriod, meeting: HeldMeeting) -> bool:
        return meeting.kind is parameters.meeting

    def remark(self, parameters: NoticePeriod, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        if meeting.urgent and parameters.urgent == "exempt":
            return None
        code = _fault(parameters, meeting)
        if code is None:
            return None
        return Remark(meeting_id=meeting.id, code=code, effect=parameters.irregular)


def _most(parameters: NoticePeriod) -> int:
    return _NO_LIMIT if parameters.most_days is None else parameters.most_days


def _told(parameters: NoticePeriod) -> Words:
    few, most = parameters.fewest_days, parameters.most_days
    if most is None:
        return Words(zh=f"至少提前{few}天", en=f"at least {days(few)}")
    if most == few:
        return Words(zh=f"提前{few}天", en=days(few))
    return Words(zh=f"提前{few}至{most}天", en=f"{few} to {days(most)}")


def _fault(parameters: NoticePeriod, meeting: HeldMeeting) -> str | None:
    if meeting.notified_on is None:
        return "NOT_NOTIFIED"
    ahead = (meeting.on - meeting.notified_on).days
    if ahead < parameters.fewest_days:
        return "NOTIFIED_LATE"
    too_early = parameters.most_days is not None and ahead > parameters.most_days
    return "NOTIFIED_EARLY" if too_early else None
