"""How often meetings of a kind are held (召开次数): so many in each month, quarter, half-year or year."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from domain.meetings.events import MeetingKind
from domain.policies.comparing import Asks, asks_less, less_if_larger
from domain.policies.counting import Counted, agreed, certain, counted
from domain.policies.deadlines import has_committee, is_asked, next_change, undone
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words
from domain.policies.making_up import MakeUp, said_of
from domain.policies.merging import MergedMeetings, less_if_merged_count, with_merged
from domain.policies.periods import Unit
from domain.policies.verdicts import Remark, Status, Verdict
from domain.policies.wording import MEETINGS, UNITS, WHERE_COMMITTEE, days, times


class SmallBranch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In a branch of ``most_members`` or fewer, meetings ``by`` another kind count too (C14 支部党员在10人左右的)."""

    most_members: Number
    by: MeetingKind

    def __post_init__(self) -> None:
        if self.most_members < 1:
            raise ValueError("most_members: is one or more")


class MeetingFrequency(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="meeting-frequency"
):
    """``at_least`` meetings of a kind in each ``per``.

    ``partial_period``: whether one in which the organisation was founded or dissolved is asked for as well, then by the
    last day on which it stood.
    ``without_groups``: of branches without party groups, another ``per`` (C06: then the general meeting is monthly).
    How many there are at the outset of the longer of the two decides for all of it.
    ``small_branch``: in which branches meetings of another kind count as well.
    ``where_committee``: asked only of branches that have a committee (支部委员会) at the outset of the period.
    ``remind_days``: so many days before its end, a period that lacks a meeting is at risk.
    ``make_up_days``: so many days after its end, what a period lacked may be made up for (补开): by meetings which the
    next period has beyond as many as are asked for, once each. It is missed until then, and off window from then on.
    ``merged_meetings``: whether what branches held before they became part of the organisation counts in the period
    in which they did, from that day on. A period that was over by then stays as it was.
    """

    meeting: MeetingKind
    per: Unit
    at_least: Number
    partial_period: Literal["required", "not_required"]
    without_groups: Unit | None = None
    small_branch: SmallBranch | None = None
    where_committee: bool = False
    remind_days: Number = 7
    make_up_days: Number | None = None
    merged_meetings: MergedMeetings = "do_not_count"

    def __post_init__(self) -> None:
        if self.at_least < 1:
            raise ValueError("at_least: asks for one meeting or more")
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")
        if self.small_branch is not None and self.small_branch.by is self.meeting:
            raise ValueError("small_branch: names another kind of meeting")
        if self.make_up is not None and not self.make_up.fits(self.per, self.without_groups or self.per):
            raise ValueError("make_up_days: is one or more, and over before the next period is")

    @property
    def make_up(self) -> MakeUp | None:
        """How what a period lacked may be made up for, if it may."""
        return None if self.make_up_days is None else MakeUp(self.at_least, self.make_up_days)


class MeetingFrequencyKind(PeriodRule[MeetingFrequency]):
    """Judges a period by the number of meetings that count in it."""

    name = "meeting-frequency"
    open_points = ("partial_period",)
    parameters = MeetingFrequency

    def sentences(self, parameters: MeetingFrequency) -> Words:
        unit, meeting, number = UNITS[parameters.per], MEETINGS[parameters.meeting], parameters.at_least
        zh, en = f"每{unit.zh}至少召开{number}次", f"at least {times(number)} a {unit.en}"
        if parameters.without_groups is not None:
            other = UNITS[parameters.without_groups]
            zh += f"(未设党小组的,每{other.zh}至少{number}次)"
            en += f" (without party groups, {times(number)} a {other.en})"
        if (small := parameters.small_branch) is not None:
            zh += f"(党员不超过{small.most_members}人的支部,可以{MEETINGS[small.by].zh}的形式进行)"
            en += f" ({MEETINGS[small.by].en.lower()} will do in a branch of up to {small.most_members} members)"
        if parameters.where_committee:
            zh, en = zh + WHERE_COMMITTEE.zh, en + WHERE_COMMITTEE.en
        if (late := parameters.make_up_days) is not None:
            zh += f",缺少的可在期满后{late}天内补开"
            en += f"; what it lacks may be made up for within {days(late)} after it"
        return with_merged(
            Words(zh=f"{meeting.zh}{zh}", en=f"{meeting.en}: {en}"), parameters.merged_meetings
        )

    def matters(self, parameters: MeetingFrequency) -> frozenset[str]:
        return frozenset({f"cadence of {parameters.meeting}"})

    def weaker(self, local: MeetingFrequency, above: MeetingFrequency) -> bool | None:
        if local.meeting != above.meeting:
            return None
        return asks_less(
            _rate(local, above),
            less_if_larger(local.partial_period == "not_required", above.partial_period == "not_required"),
            _without_groups(local, above),
            less_if_larger(local.where_committee, above.where_committee),
            _of_small_branches(local.small_branch, above.small_branch),
            less_if_larger(local.make_up_days or 0, above.make_up_days or 0),
            less_if_merged_count(local.merged_meetings, above.merged_meetings),
        )

    def unit(self, parameters: MeetingFrequency, groups: int | None) -> Unit:
        if groups == 0 and parameters.without_groups is not None:
            return parameters.without_groups
        return parameters.per

    def longest(self, parameters: MeetingFrequency) -> Unit:
        return max(parameters.per, parameters.without_groups or parameters.per, key=lambda unit: unit.months)

    def looks_at(self, parameters: MeetingFrequency) -> frozenset[MeetingKind]:
        return _kinds(parameters, None)[1]

    def looks_ahead(self, parameters: MeetingFrequency) -> int:
        return parameters.make_up_days or 0

    def counts_merged(self, parameters: MeetingFrequency) -> bool:
        return parameters.merged_meetings == "count"

    def judge(self, parameters: MeetingFrequency, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        asked = has_committee(subject) if parameters.where_committee else True
        if asked is False or not is_asked(subject, parameters.partial_period):
            return Verdict(status=Status.NOT_REQUIRED)
        surely, perhaps = _kinds(parameters, subject.members)
        held, made_up = _held(parameters, subject, surely, remarks)
        status, known = _status(parameters, subject, held, made_up), certain(remarks)
        if perhaps != surely or known != remarks:
            at_best = _held(parameters, subject, perhaps, known)
            status = agreed(status, _status(parameters, subject, *at_best))
        return Verdict(
            status=status if asked else Status.UNKNOWN,
            required=parameters.at_least,
            held=len(held.meetings),
            verified=held.verified,
            events=(*held.events, *(event for meeting in made_up for event in meeting.events)),
            remarks=(*held.remarks, *said_of(made_up)),
            recheck=_recheck(parameters, subject, held),
        )


def _rate(local: MeetingFrequency, above: MeetingFrequency) -> Asks:
    one, other = local.at_least * above.per.months, above.at_least * local.per.months
    if local.per.months > above.per.months or one < other:
        return Asks.LESS  # four a year do not grant one a quarter
    return Asks.THE_SAME if (local.per, one) == (above.per, other) else Asks.MORE


def _without_groups(local: MeetingFrequency, above: MeetingFrequency) -> Asks:
    if local.without_groups is None and above.without_groups is None:
        return Asks.THE_SAME
    one, other = ((each.without_groups or each.per).months for each in (local, above))
    return less_if_larger(one, other)


def _of_small_branches(local: SmallBranch | None, above: SmallBranch | None) -> Asks | None:
    if local is not None and above is not None:
        return less_if_larger(local.most_members, above.most_members) if local.by is above.by else None
    return less_if_larger(local is not None, above is not None)


def _kinds(
    parameters: MeetingFrequency, members: int | None
) -> tuple[frozenset[MeetingKind], frozenset[MeetingKind]]:
    """The kinds that count for sure, and those that may: whether a branch is small need not be known."""
    own, small = frozenset({parameters.meeting}), parameters.small_branch
    if small is None:
        return own, own
    both = own | {small.by}
    if members is None:
        return own, both
    return (both, both) if members <= small.most_members else (own, own)


def _held(
    parameters: MeetingFrequency, subject: Subject, kinds: frozenset[MeetingKind], remarks: tuple[Remark, ...]
) -> tuple[Counted, tuple[HeldMeeting, ...]]:
    """The meetings of the period that count, and those that make up for what it lacked."""
    held, lacking = counted(subject.meetings, kinds, remarks), parameters.at_least
    lacking -= len(held.meetings)
    if parameters.make_up is None or lacking <= 0:
        return held, ()
    return held, parameters.make_up.by(subject, counted(subject.after, kinds, remarks))[:lacking]


def _status(
    parameters: MeetingFrequency, subject: Subject, held: Counted, made_up: tuple[HeldMeeting, ...]
) -> Status:
    if len(held.meetings) + len(made_up) >= parameters.at_least:
        return Status.PASSED if held.in_window >= parameters.at_least else Status.OFF_WINDOW
    return undone(subject, subject.last, parameters.remind_days)


def _recheck(parameters: MeetingFrequency, subject: Subject, held: Counted) -> date | None:
    """When the day's passing alone says something else."""
    if len(held.meetings) >= parameters.at_least:
        return None
    return next_change(subject, subject.last, parameters.remind_days)
