"""One gathering of several kinds of meetings (C14 可以一会多开,也可以分别召开)."""

from __future__ import annotations

from typing import Literal

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, Parameters, Words, named_once
from domain.policies.verdicts import Effect, Remark
from domain.policies.wording import either


class Combination(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="combination"):
    """Whether one gathering counts as a meeting of each of the kinds of which it was, or as one.

    ``meetings``: the kinds that are meant; for ``separate`` the first of them that it was of gets the credit. Of
    several meetings of one kind in a gathering, one counts at most. Parts of a gathering are held on the same day.
    """

    gatherings: Literal["combine", "separate"]
    meetings: tuple[MeetingKind, ...]

    def __post_init__(self) -> None:
        if len(self.meetings) < 2:
            raise ValueError("meetings: names two kinds of meetings or more")
        named_once(meetings=self.meetings)


class CombinationKind(MeetingRule[Combination]):
    """Says which meetings were parts of one gathering, and which of them do not count for that."""

    name = "combination"
    parameters = Combination
    open_points = ("gatherings",)

    def sentences(self, parameters: Combination) -> Words:
        meetings = either(parameters.meetings)
        if parameters.gatherings == "combine":
            return Words(
                zh=f"{meetings.zh}可以一会多开,一次集中分别计入各类次数",
                en=f"{meetings.en}: one gathering may count as one of each",
            )
        in_order = [either((kind,)) for kind in parameters.meetings]
        return Words(
            zh=f"{meetings.zh}应分别召开,一次集中只计一类(按{'、'.join(each.zh for each in in_order)}的顺序)",
            en=f"{meetings.en}: one gathering counts as one of them only, "
            f"the first of {', '.join(each.en for each in in_order)}",
        )

    def matters(self, parameters: Combination) -> frozenset[str]:
        return frozenset(f"combined {meeting}" for meeting in parameters.meetings)

    def weaker(self, local: Combination, above: Combination) -> bool | None:
        if set(local.meetings) != set(above.meetings):
            return None
        if local.gatherings == above.gatherings:
            return False if local.gatherings == "combine" or local.meetings == above.meetings else None
        return local.gatherings == "combine"

    def concerns(self, parameters: Combination, meeting: HeldMeeting) -> bool:
        return meeting.gathering is not None and meeting.kind in parameters.meetings

    def remark(self, parameters: Combination, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        parts = [
            part
            for part in subject.known
            if (part.gathering, part.on) == (meeting.gathering, meeting.on)
            and part.kind in parameters.meetings
        ]
        if len(parts) == 1:
            return None
        rivals = [part for part in parts if parameters.gatherings == "separate" or part.kind is meeting.kind]
        credited = min(rivals, key=lambda part: (parameters.meetings.index(part.kind), part.id))
        effect = Effect.NOTED if credited.id == meeting.id else Effect.NOT_COUNTED
        return Remark(meeting_id=meeting.id, code="ONE_GATHERING", effect=effect)
