"""What is due on one side and on the other, or one short of it: which of the two is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.absences import AbsenceClass
from domain.policies.rehearsing import Change, Matter
from projections.compliance.rehearsal.comparing import Rule


class Told(NamedTuple):
    """What is told of one side: of an absence its class, of all else how much counts, and what that is."""

    absence_class: AbsenceClass | None = None
    counted: int | None = None
    required: int | None = None
    due_on: date | None = None
    facts: tuple[UUID, ...] = ()  # the events of the absences, or the slots that were missed

    @property
    def counts(self) -> bool:
        """Whether a sum counts it: an absence does if it is without cause, all else if it is there."""
        return self.absence_class in (None, AbsenceClass.UNEXCUSED)


class Found(NamedTuple):
    """Something that is due, or one short, and the day of the last that it rests on."""

    told: Told
    on: date


Key = tuple[Matter, Consequence | None, str, Rule | None]
Findings = Mapping[Key, Found]


def may_be_joined(until: date | None, closed: date) -> bool:
    """Whether one more could still count along after the last day that is closed; else nobody is one short of it."""
    return until is None or until > closed


def change_between(stands: Told | None, would: Told | None) -> Change:
    """What would have become of it. Of what is due no more than its facts matters: a day once set stays."""
    now, then = stands is not None and stands.counts, would is not None and would.counts
    if now != then:
        return Change.NEW if then else Change.GONE
    if stands and would and (stands.absence_class, stands.facts) == (would.absence_class, would.facts):
        return Change.SAME
    return Change.OTHERWISE


def paired(stands: Findings, would: Findings) -> Iterator[tuple[Key, Found | None, Found | None]]:
    """What is due for the same facts is the same to whom it concerns, though another count may give it another key."""
    left = dict(stands)
    pairs: dict[Key, Key] = {}
    for with_key in (True, False):
        by_facts = {_same(key, found, with_key): key for key, found in left.items() if key[0] is Matter.DUE}
        for key, found in would.items():
            pair = None if key in pairs else by_facts.pop(_same(key, found, with_key), None)
            if pair is not None:
                pairs[key] = pair
                del left[pair]
    for key, found in would.items():
        yield key, stands[pairs[key]] if key in pairs else left.pop(key, None), found
    for key, found in left.items():
        yield key, found, None


def _same(key: Key, found: Found, with_key: bool) -> tuple[Consequence | None, str, tuple[UUID, ...]]:
    _, consequence, name, _ = key
    return consequence, name if with_key else "", found.told.facts
