"""A meeting on the very day of a violation (G02 党员发生严重“两违”后,当日召开党小组会)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger, less_if_narrower, less_if_wider
from domain.policies.facts import DatedViolation, HeldMeeting, Subject
from domain.policies.kind import Parameters, PeriodRule, Words, named_once
from domain.policies.periods import Unit
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import SEVERITIES, either, listed
from domain.violations.events import ViolationSeverity


class ViolationMeeting(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="violation-meeting"
):
    """After a violation of one of ``severities``, a meeting is held on the same day.

    ``group_meetings``: which meetings will do at a party group. ``branch_meetings``: which will at a branch, where the
    violation is of somebody in no group, or of the branch as such; none: nothing is asked for there.
    """

    severities: tuple[ViolationSeverity, ...]
    group_meetings: tuple[MeetingKind, ...]
    branch_meetings: tuple[MeetingKind, ...]
    per: Unit = Unit.MONTH

    def __post_init__(self) -> None:
        if not self.severities:
            raise ValueError("severities: names one or more")
        if not self.group_meetings:
            raise ValueError("group_meetings: names one kind of meeting or more")
        named_once(
            severities=self.severities,
            group_meetings=self.group_meetings,
            branch_meetings=self.branch_meetings,
        )

    def will_do(self, subject: Subject) -> tuple[MeetingKind, ...]:
        """The kinds that will do at an organisation; only a branch can have groups, be it none."""
        return self.group_meetings if subject.groups is None else self.branch_meetings


class _Asked(NamedTuple):
    violation: DatedViolation
    held: HeldMeeting | None  # the first of that day


class ViolationMeetingKind(PeriodRule[ViolationMeeting]):
    """Judges a period day by day. Its numbers are violations.

    It asks for nothing but a meeting that was held that day. What other rules say of it, such as that the month's
    meeting belongs before the tenth, or that so late a notice is none, is no matter here: it was called for a cause.
    """

    name = "violation-meeting"
    parameters = ViolationMeeting
    open_points = ("branch_meetings",)

    def sentences(self, parameters: ViolationMeeting) -> Words:
        severities = listed(parameters.severities, SEVERITIES)
        groups, branches = either(parameters.group_meetings), either(parameters.branch_meetings)
        zh = f"发生{severities.zh}违章违纪的,当日召开{groups.zh}"
        en = f"{groups.en}: on the very day of a violation that is {severities.en}"
        if parameters.branch_meetings:
            zh += f"(不在党小组的,召开{branches.zh})"
            en += f" ({branches.en} for who is in no group)"
        return Words(zh=zh, en=en)

    def weaker(self, local: ViolationMeeting, above: ViolationMeeting) -> bool | None:
        at_branches = (bool(local.branch_meetings), bool(above.branch_meetings))
        return asks_less(
            less_if_narrower(set(local.severities), set(above.severities)),
            less_if_wider(set(local.group_meetings), set(above.group_meetings)),
            less_if_wider(set(local.branch_meetings), set(above.branch_meetings))
            if all(at_branches)
            else less_if_larger(not at_branches[0], not at_branches[1]),
        )

    def unit(self, parameters: ViolationMeeting, groups: int | None) -> Unit:
        return parameters.per

    def looks_at(self, parameters: ViolationMeeting) -> frozenset[MeetingKind]:
        return frozenset((*parameters.group_meetings, *parameters.branch_meetings))

    def judge(self, parameters: ViolationMeeting, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        asked = tuple(_asked(parameters, subject))
        if not asked:
            return Verdict(status=Status.NOT_REQUIRED)
        met = [each.held for each in asked if each.held is not None]
        without = [each.violation for each in asked if each.held is None]
        opens = [violation.on for violation in without if violation.on > subject.today]
        breaches = [violation for violation in without if violation.on <= subject.today]
        events = [each.violation.event for each in asked] + [event for held in met for event in held.events]
        return Verdict(
            status=_status(breaches, opens),
            required=len(asked),
            held=len(met),
            events=tuple(dict.fromkeys(events)),  # one meeting may do for several
            shortfalls=tuple(
                Shortfall(code="NO_MEETING_THAT_DAY", about=breach.on.isoformat(), event=breach.event)
                for breach in breaches
            ),
            recheck=min(opens, default=None),
        )


def _asked(parameters: ViolationMeeting, subject: Subject) -> Iterator[_Asked]:
    kinds = parameters.will_do(subject)
    if not kinds:
        return
    for violation in sorted(subject.violations, key=_in_order):
        if violation.severity in parameters.severities and violation.on in subject.period:
            held = (one for one in subject.meetings if one.kind in kinds and one.on == violation.on)
            yield _Asked(violation, min(held, key=lambda one: one.id, default=None))


def _in_order(violation: DatedViolation) -> tuple[date, str]:
    return violation.on, str(violation.event)


def _status(breaches: list[DatedViolation], opens: list[date]) -> Status:
    if breaches:
        return Status.MISSED
    return Status.PENDING if opens else Status.PASSED
