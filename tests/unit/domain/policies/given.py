"""Facts for tests of kinds: a regular branch, its meetings, and a kind's verdict on them."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID, uuid5

from domain.meetings.events import MeetingKind
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import MeetingRule, PeriodRule
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Remark, Verdict

_NAMES = UUID("5f0c2f0e-8f1c-4a63-a3a5-0d6f5d6f0001")
OPENED = date(2020, 1, 1)


def named(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(_NAMES, name)


def meeting(on: date, kind: MeetingKind = MeetingKind.GENERAL_MEETING, **fields: Any) -> HeldMeeting:
    """A meeting held on a day; one a kind and day has one id."""
    id_ = named(f"{kind} {on} {fields.pop('name', '')}")
    return HeldMeeting(id=id_, kind=kind, on=on, events=(id_,), **fields)


def subject(period: Period, *meetings: HeldMeeting, today: date | None = None, **fields: Any) -> Subject:
    """A branch founded long ago, once the period is over if no day is given."""
    return Subject(
        organisation_id=named("branch"),
        period=period,
        today=today or period.last,
        meetings=tuple(sorted(meetings, key=lambda each: each.on)),
        **cast("Any", {"founded_on": OPENED, **fields}),
    )


def judge(rule: Rule, of: Subject, *remarks: Remark) -> Verdict:
    """What a period rule comes to."""
    kind = KINDS[type(rule)]
    assert isinstance(kind, PeriodRule)
    return kind.judge(rule, of, remarks)


def remark(rule: Rule, of: HeldMeeting, **about: Any) -> Remark | None:
    """What a meeting rule says of a meeting that it concerns."""
    kind = KINDS[type(rule)]
    assert isinstance(kind, MeetingRule)
    assert kind.concerns(rule, of)
    return kind.remark(rule, of, subject(Period.of(of.on, Unit.MONTH), of, **about))


def code(rule: Rule, of: HeldMeeting, **about: Any) -> str | None:
    """The code of that."""
    said = remark(rule, of, **about)
    return None if said is None else said.code
