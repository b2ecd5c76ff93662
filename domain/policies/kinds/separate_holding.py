"""Meetings are held by themselves (C02 必须单独召开,不能用业务会议或其他工作会议代替)."""

from __future__ import annotations

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_narrower
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words, named_once
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import either


class SeparateHolding(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="separate-holding"
):
    """A meeting of one of these kinds that was held within a business or other working meeting never counts."""

    meetings: tuple[MeetingKind, ...]

    def __post_init__(self) -> None:
        if not self.meetings:
            raise ValueError("meetings: names one kind of meeting or more")
        named_once(meetings=self.meetings)


class SeparateHoldingKind(MeetingRule[SeparateHolding]):
    """Says which meetings were none of their own."""

    name = "separate-holding"
    parameters = SeparateHolding

    def sentences(self, parameters: SeparateHolding) -> Words:
        meetings = either(parameters.meetings)
        return Words(
            zh=f"{meetings.zh}必须单独召开,以业务会议或其他工作会议代替的不计入次数",
            en=f"{meetings.en}: held by itself; one within a business or other working meeting does not count",
        )

    def matters(self, parameters: SeparateHolding) -> frozenset[str]:
        return frozenset(f"separate {meeting}" for meeting in parameters.meetings)

    def weaker(self, local: SeparateHolding, above: SeparateHolding) -> bool | None:
        return asks_less(less_if_narrower(set(local.meetings), set(above.meetings)))

    def concerns(self, parameters: SeparateHolding, meeting: HeldMeeting) -> bool:
        return meeting.kind in parameters.meetings

    def remark(self, parameters: SeparateHolding, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        if not meeting.of_business:
            return None
        return Remark(meeting_id=meeting.id, code="BUSINESS_MEETING", effect=Effect.NOT_COUNTED)
