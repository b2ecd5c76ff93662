"""What a rehearsal comes to: sums by place, rule and period, and the first of the slots that differ."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.policies.periods import Unit
from domain.policies.rehearsing import Change, Share
from projections.compliance.rehearsal.comparing import Compared, Rule, compare
from projections.compliance.rehearsal.proposal import Proposal
from projections.compliance.rehearsal.rows import ReadRows

MOST_DIFFERENCES = 1000  # named one by one; the rest is counted


class TooLongError(TimeoutError):
    """A rehearsal took longer than it may."""


class Of(NamedTuple):
    """What a sum is of. ``period`` is empty of rules about how organisations are made up; they come last."""

    place_id: UUID | None
    rule: Rule
    period: str
    unit: Unit | None


@dataclass(slots=True)
class Sum:
    """Slots that the rules reach, by what would become of them. ``asked`` are all that there would be."""

    asked: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    stands: Share = field(default_factory=Share)
    would: Share = field(default_factory=Share)

    def add(self, slot: Compared) -> None:
        """Count one more."""
        self.asked += slot.would is not None
        self.changes[slot.change] += 1
        self.stands = self.stands.with_one(slot.stands)
        self.would = self.would.with_one(slot.would)


@dataclass(slots=True)
class Outcome:
    """What a rehearsal comes to. ``closed_on`` is the last day that was over, by which both sides are judged."""

    since: date
    until: date
    whole: Sum = field(default_factory=Sum)
    sums: dict[Of, Sum] = field(default_factory=dict)  # by period, place and rule
    differing: int = 0  # slots
    organisations: int = 0  # of which a slot differs
    differences: list[Compared] = field(default_factory=list)  # the first of them, by organisation and period

    @property
    def truncated(self) -> bool:
        """Whether some slots that differ are counted and not named."""
        return self.differing > len(self.differences)


def rehearse(
    known: ReadRows, proposal: Proposal, until: date, organisation_ids: list[UUID], seconds: float
) -> Outcome:
    """What would have followed. Raises TooLongError; it looks at the time after each organisation.

    After each it lets other threads go on, such as one that answers requests: they would wait for 5 ms otherwise.
    """
    outcome, ends_at = Outcome(proposal.since, until), time.monotonic() + seconds
    starts: dict[Of, date] = {}
    for slots in compare(known, proposal, until, organisation_ids):
        for slot in slots:
            of = Of(slot.place_id, slot.rule, slot.period, slot.unit)
            starts[of] = slot.from_on if slot.unit else date.max
            outcome.sums.setdefault(of, Sum()).add(slot)
            outcome.whole.add(slot)
        _tell(outcome, sorted((slot for slot in slots if slot.change is not Change.SAME), key=_in_order))
        if time.monotonic() > ends_at:
            raise TooLongError(TooLongError.__doc__)
        time.sleep(0)
    outcome.sums = dict(sorted(outcome.sums.items(), key=lambda pair: (starts[pair[0]], *_named(pair[0]))))
    return outcome


def _tell(outcome: Outcome, differing: list[Compared]) -> None:
    room = MOST_DIFFERENCES - len(outcome.differences)
    outcome.differences += differing[:room]
    outcome.differing += len(differing)
    outcome.organisations += bool(differing)


def _in_order(slot: Compared) -> tuple[date, str, UUID]:
    return slot.from_on, slot.rule.series, slot.slot_id


def _named(of: Of) -> tuple[str, str, str, str]:
    return of.period, str(of.place_id or ""), of.rule.series, str(of.rule.node_id)
