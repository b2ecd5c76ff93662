"""What a rehearsal comes to: sums by place, rule and period, and the first of the slots that differ."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
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


class By(StrEnum):
    """What sums are told apart by."""

    PLACE = "PLACE"
    RULE = "RULE"
    PERIOD = "PERIOD"


class Of(NamedTuple):
    """What a sum is of. ``period`` is empty of rules about how organisations are made up, and of all periods."""

    place_id: UUID | None
    rule: Rule | None
    period: str
    unit: Unit | None

    def only(self, by: Set[By]) -> Of:
        """The same without what is not told apart."""
        return Of(
            self.place_id if By.PLACE in by else None,
            self.rule if By.RULE in by else None,
            self.period if By.PERIOD in by else "",
            self.unit if By.PERIOD in by else None,
        )


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

    def add_all(self, other: Sum) -> None:
        """Count all that the other counts."""
        self.asked += other.asked
        self.changes += other.changes
        self.stands = self.stands.plus(other.stands)
        self.would = self.would.plus(other.would)


@dataclass(slots=True)
class Outcome:
    """What a rehearsal comes to."""

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

    def told_by(self, by: Set[By]) -> dict[Of, Sum]:
        """The sums, told apart by no more than that."""
        found: dict[Of, Sum] = {}
        for of, one in self.sums.items():
            found.setdefault(of.only(by), Sum()).add_all(one)
        return found


def rehearse(
    known: ReadRows,
    proposal: Proposal,
    until: date,
    organisation_ids: list[UUID],
    is_over: Callable[[], bool] = lambda: False,
    otherwise: list[Compared] | None = None,
) -> Outcome:
    """What would have followed. Raises TooLongError once its time ``is_over``, as it asks after each organisation.

    All slots that differ are also put down in ``otherwise``, for whatever follows from them. After each organisation it
    lets other threads go on, such as one that answers requests: they would wait for 5 ms otherwise.
    """
    outcome = Outcome(proposal.since, until)
    starts: dict[Of, date] = {}
    for slots in compare(known, proposal, until, organisation_ids):
        for slot in slots:
            of = Of(slot.place_id, slot.rule, slot.period, slot.unit)
            starts[of] = slot.from_on if slot.unit else date.max
            outcome.sums.setdefault(of, Sum()).add(slot)
            outcome.whole.add(slot)
        differing = sorted((slot for slot in slots if slot.change is not Change.SAME), key=_in_order)
        _tell(outcome, differing)
        if otherwise is not None:
            otherwise += differing
        if is_over():
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
    series, node_id = of.rule or ("", "")
    return of.period, str(of.place_id or ""), series, str(node_id)
