"""What minutes must record (C06 记录内容包括时间、地点、参加人员、缺席人员、会议内容和讨论意见等)."""

from __future__ import annotations

from domain.meeting_entries.events import MinutesField
from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_milder, less_if_narrower
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words, named_once
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import EFFECTS, MEETINGS

_FIELDS = {
    MinutesField.TIME: Words(zh="时间", en="time"),
    MinutesField.PLACE: Words(zh="地点", en="place"),
    MinutesField.PRESENT: Words(zh="参加人员", en="those present"),
    MinutesField.ABSENT: Words(zh="缺席人员", en="those absent"),
    MinutesField.CONTENT: Words(zh="会议内容", en="content"),
    MinutesField.OPINIONS: Words(zh="讨论意见", en="opinions"),
}


class MinutesCompleteness(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="minutes-completeness"
):
    """The minutes of a kind of meeting record all of ``fields``.

    ``incomplete``: what it means for a meeting if one of them is missing, or if no minutes were taken.
    """

    meeting: MeetingKind
    incomplete: Effect
    fields: tuple[MinutesField, ...] = tuple(MinutesField)

    def __post_init__(self) -> None:
        if not self.fields:
            raise ValueError("fields: names one field of the minutes or more")
        named_once(fields=self.fields)


class MinutesCompletenessKind(MeetingRule[MinutesCompleteness]):
    """Says which meetings have no minutes, or what is missing in them."""

    name = "minutes-completeness"
    parameters = MinutesCompleteness
    open_points = ("incomplete",)

    def sentences(self, parameters: MinutesCompleteness) -> Words:
        meeting, then = MEETINGS[parameters.meeting], EFFECTS[parameters.incomplete]
        fields = [_FIELDS[field] for field in parameters.fields]
        return Words(
            zh=f"{meeting.zh}记录应包括{'、'.join(field.zh for field in fields)};无记录或缺项的,{then.zh}",
            en=f"{meeting.en}: its minutes record {', '.join(field.en for field in fields)}; "
            f"if one is missing, {then.en}",
        )

    def matters(self, parameters: MinutesCompleteness) -> frozenset[str]:
        return frozenset({f"minutes of {parameters.meeting}"})

    def weaker(self, local: MinutesCompleteness, above: MinutesCompleteness) -> bool | None:
        if local.meeting is not above.meeting:
            return None
        return asks_less(
            less_if_narrower(set(local.fields), set(above.fields)),
            less_if_milder(local.incomplete, above.incomplete),
        )

    def concerns(self, parameters: MinutesCompleteness, meeting: HeldMeeting) -> bool:
        return meeting.kind is parameters.meeting

    def remark(
        self, parameters: MinutesCompleteness, meeting: HeldMeeting, subject: Subject
    ) -> Remark | None:
        taken = meeting.minutes or frozenset()
        lacking = tuple(field.value for field in parameters.fields if field not in taken)
        if not lacking:
            return None
        code = "NO_MINUTES" if meeting.minutes is None else "MINUTES_INCOMPLETE"
        return Remark(meeting_id=meeting.id, code=code, effect=parameters.incomplete, lacking=lacking)
