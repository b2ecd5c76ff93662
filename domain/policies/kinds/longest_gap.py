"""How long there may be no meeting of a kind (C04 每两周一次): the longest gap between one and the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger
from domain.policies.counting import Counted, agreed, certain, counted
from domain.policies.deadlines import DAY, has_committee, next_change, undone
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words
from domain.policies.merging import MergedMeetings, less_if_merged_count, with_merged
from domain.policies.periods import Unit, months_after
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import MEETINGS, WHERE_COMMITTEE, days

_MOST_DAYS, _MOST_MONTHS = 395, 12  # a year and a month: so far back meetings are looked at


class LongestGap(Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="longest-gap"):
    """The next meeting of a kind is no more than ``most_days``, or ``most_months``, after the one before.

    ``per``: the periods for which that is said. A period is missed if any day of it is one too many, whenever the
    meeting before was: a gap over the edge of two periods may be one too long in both.
    ``where_committee``: asked only of branches that have a committee (支部委员会) at the outset of the period.
    ``remind_days``: so many days before the gap becomes too long, the period is at risk.
    ``merged_meetings``: whether what branches held before they became part of the organisation ends its gaps too, from
    that day on, in periods that were not over by then.
    """

    meeting: MeetingKind
    per: Unit
    most_days: Number | None = None
    most_months: Number | None = None
    where_committee: bool = False
    remind_days: Number = 3
    merged_meetings: MergedMeetings = "do_not_count"

    def __post_init__(self) -> None:
        if (self.most_days is None) is (self.most_months is None):
            raise ValueError("most_days, most_months: says one of the two")
        if (self.most_days or self.most_months or 0) < 1:
            raise ValueError("most_days, most_months: is one or more")
        if (self.most_days or 0) > _MOST_DAYS or (self.most_months or 0) > _MOST_MONTHS:
            raise ValueError(f"most_days, most_months: is at most {_MOST_DAYS} days or {_MOST_MONTHS} months")
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")

    def due(self, after: date) -> date:
        """The last day on which the meeting that follows one on ``after`` is in time."""
        if self.most_months is not None:
            return months_after(after, self.most_months)
        return after + timedelta(days=self.most_days or 0)


class LongestGapKind(PeriodRule[LongestGap]):
    """Judges a period by the gaps that reach into it. A gap begins no earlier than founding and rule."""

    name = "longest-gap"
    parameters = LongestGap
    looks_back = True

    def sentences(self, parameters: LongestGap) -> Words:
        meeting, months = MEETINGS[parameters.meeting], parameters.most_months
        if months is None:
            number = parameters.most_days or 0
            zh, en = f"{number}天", days(number)
        else:
            zh, en = f"{months}个月", f"{months} month{'' if months == 1 else 's'}"
        zh, en = f"两次之间不得超过{zh}", f"no more than {en} from one to the next"
        if parameters.where_committee:
            zh, en = zh + WHERE_COMMITTEE.zh, en + WHERE_COMMITTEE.en
        return with_merged(
            Words(zh=f"{meeting.zh}{zh}", en=f"{meeting.en}: {en}"), parameters.merged_meetings
        )

    def matters(self, parameters: LongestGap) -> frozenset[str]:
        return frozenset({f"cadence of {parameters.meeting}"})

    def weaker(self, local: LongestGap, above: LongestGap) -> bool | None:
        if local.meeting is not above.meeting or (local.most_days is None) is not (above.most_days is None):
            return None
        one, other = (each.most_days or each.most_months or 0 for each in (local, above))
        return asks_less(
            less_if_larger(one, other),
            less_if_larger(local.where_committee, above.where_committee),
            less_if_merged_count(local.merged_meetings, above.merged_meetings),
        )

    def unit(self, parameters: LongestGap, groups: int | None) -> Unit:
        return parameters.per

    def looks_at(self, parameters: LongestGap) -> frozenset[MeetingKind]:
        return frozenset({parameters.meeting})

    def counts_merged(self, parameters: LongestGap) -> bool:
        return parameters.merged_meetings == "count"

    def judge(self, parameters: LongestGap, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        asked = _asked(subject)
        there = has_committee(subject) if parameters.where_committee else True
        if there is False or asked.first > asked.last:
            return Verdict(status=Status.NOT_REQUIRED)
        known, kinds = (*subject.before, *subject.meetings), self.looks_at(parameters)
        at_worst = counted(known, kinds, remarks)
        at_best = counted(known, kinds, certain(remarks))
        held = counted(subject.meetings, kinds, remarks)
        rechecks = [_recheck(parameters, subject, asked, each) for each in (at_worst, at_best)]
        too_long = _too_long(parameters, subject, asked, at_worst.meetings)
        status = agreed(
            _status(parameters, subject, asked, at_worst), _status(parameters, subject, asked, at_best)
        )
        return Verdict(
            status=status if there else Status.UNKNOWN,
            held=len(held.meetings),
            verified=held.verified,
            events=at_worst.events,
            remarks=at_worst.remarks,
            shortfalls=tuple(Shortfall(code="GAP_TOO_LONG", about=gap) for gap in too_long),
            recheck=min((day for day in rechecks if day is not None), default=None),
        )


class _Asked(NamedTuple):
    since: date  # from which day gaps are counted
    first: date  # of the days of the period
    last: date


def _asked(subject: Subject) -> _Asked:
    since = max(subject.founded_on, subject.bound_since or subject.founded_on)
    last = subject.period.last if subject.ended_on is None else subject.ended_on - DAY
    return _Asked(since, max(since, subject.period.first), min(last, subject.period.last))


def _days(asked: _Asked, held: Iterable[HeldMeeting]) -> list[date]:
    return sorted([asked.since, *(meeting.on for meeting in held if meeting.on >= asked.since)])


def _too_long(
    parameters: LongestGap, subject: Subject, asked: _Asked, held: Iterable[HeldMeeting]
) -> Iterator[str]:
    """The gaps of which a day in the period is one too many, as ISO 8601 intervals; the last may have no end."""
    on = _days(asked, held)
    for before, after in pairwise(on):
        if parameters.due(before) < min(after, asked.last) and after >= asked.first:
            yield f"{before}/{after}"
    if (due := _open_until(parameters, asked, held)) is not None and subject.today >= due:
        yield f"{on[-1]}/.."


def _open_until(parameters: LongestGap, asked: _Asked, held: Iterable[HeldMeeting]) -> date | None:
    """The day by whose close the next meeting must have been held; None if the period ends before."""
    due = parameters.due(_days(asked, held)[-1])
    return None if due >= asked.last else max(due, asked.first - DAY)


def _status(parameters: LongestGap, subject: Subject, asked: _Asked, held: Counted) -> Status:
    if any(_too_long(parameters, subject, asked, held.meetings)):
        return Status.MISSED
    if any(_too_long(parameters, subject, asked, held.on_time)):
        return Status.OFF_WINDOW
    due = _open_until(parameters, asked, held.meetings)
    return Status.PASSED if due is None else undone(subject, due, parameters.remind_days)


def _recheck(parameters: LongestGap, subject: Subject, asked: _Asked, held: Counted) -> date | None:
    """When the next must be held, and when those that were as they should be are no longer enough."""
    due = _open_until(parameters, asked, held.meetings)
    of_good = _open_until(parameters, asked, held.on_time)
    days = (
        None if due is None else next_change(subject, due, parameters.remind_days),
        None if of_good is None or of_good <= subject.today else of_good,
    )
    return min((day for day in days if day is not None), default=None)
