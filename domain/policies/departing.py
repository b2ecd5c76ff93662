"""What a recorded reason comes to where a rule is only kept as a rule (一般): the organisation is excused."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.policies.kind import PeriodRule
from domain.policies.modality import Modality
from domain.policies.periods import Unit
from domain.policies.registry import KINDS, Rule
from domain.policies.verdicts import Status, Verdict

# What a reason is of use for. Who has time left may still do it, and whoever did it needs none.
EXCUSABLE = frozenset({Status.AT_RISK, Status.OFF_WINDOW, Status.MISSED})


def excused(verdict: Verdict, modality: Modality, departure: UUID | None) -> Verdict:
    """The verdict beside a departure, named by the event that recorded it; None where there is none.

    The numbers and what is said of meetings stay as they are: a reason takes the place of no meeting.
    """
    if departure is None or modality is not Modality.SHOULD or verdict.status not in EXCUSABLE:
        return verdict
    return msgspec.structs.replace(verdict, status=Status.EXCUSED, events=(*verdict.events, departure))


def units_of(rule: Rule) -> frozenset[Unit]:
    """The lengths of the periods of which a rule says something, however many groups there are; else none."""
    kind = KINDS[type(rule)]
    if not isinstance(kind, PeriodRule):
        return frozenset()
    return frozenset(kind.unit(rule, groups) for groups in (None, 0, 1))
