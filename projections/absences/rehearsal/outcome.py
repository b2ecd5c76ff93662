"""What a rehearsal of absences comes to: sums by place and month, and the first of what differs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.rehearsing import Change, Matter
from projections.absences.rehearsal.comparing import Followed, compare_absences
from projections.compliance.rehearsal.outcome import MOST_DIFFERENCES, TooLongError
from projections.compliance.rehearsal.proposal import Proposal
from projections.compliance.rehearsal.rows import ReadRows
from projections.framework.table import Row


class AbsencesBy(StrEnum):
    """What sums of absences are told apart by, besides what they are of."""

    PLACE = "PLACE"
    PERIOD = "PERIOD"


class AbsencesOf(NamedTuple):
    """What a sum is of. Absences, members who are one short and what is due are never added up."""

    month: str  # empty of all
    place_id: UUID | None
    matter: Matter
    consequence: Consequence | None

    def only(self, by: Set[AbsencesBy]) -> AbsencesOf:
        """The same without what is not told apart."""
        return self._replace(
            month=self.month if AbsencesBy.PERIOD in by else "",
            place_id=self.place_id if AbsencesBy.PLACE in by else None,
        )


@dataclass(slots=True)
class AbsencesSum:
    """How many there are, how many there would be, and what would have become of them."""

    counts: dict[tuple[Change, bool], int] = field(default_factory=dict)  # the flag: whether it counts now
    persons: dict[tuple[Change, bool], set[UUID]] = field(default_factory=dict)

    def add(self, one: Followed) -> None:
        """Count one more. An absence that is excused on both sides, and the same, counts as nothing."""
        cell = one.change, one.stands is not None and one.stands.counts
        if cell != (Change.SAME, False):
            self.counts[cell] = self.counts.get(cell, 0) + 1
            self.persons.setdefault(cell, set()).add(one.member_id)

    def add_all(self, other: AbsencesSum) -> None:
        """Count all that the other counts."""
        for cell, count in other.counts.items():
            self.counts[cell] = self.counts.get(cell, 0) + count
            self.persons.setdefault(cell, set()).update(other.persons[cell])

    def of(self, change: Change) -> int:
        """How many would have become that."""
        return sum(count for (one, _), count in self.counts.items() if one is change)

    @property
    def stands(self) -> int:
        """How many there are."""
        return sum(count for (_, counts), count in self.counts.items() if counts)

    @property
    def would(self) -> int:
        """How many there would be."""
        return self.stands + self.of(Change.NEW) - self.of(Change.GONE)

    def is_of_few(self, fewest: int) -> bool:
        """Whether some part of it is of fewer persons than that: then none of it is told, or that part follows."""
        return any(0 < len(persons) < fewest for persons in self.persons.values())


@dataclass(slots=True)
class AbsencesOutcome:
    """What a rehearsal of absences comes to."""

    sums: dict[AbsencesOf, AbsencesSum] = field(default_factory=dict)  # by month, place and matter
    differing: int = 0
    members: int = 0  # of whom something differs
    nameable: int = 0  # of what differs, how much lies below the node
    differences: list[Followed] = field(default_factory=list)  # the first of these, by branch and member

    @property
    def truncated(self) -> bool:
        """Whether more could be named than is."""
        return self.nameable > len(self.differences)

    def told_by(self, by: Set[AbsencesBy]) -> dict[AbsencesOf, AbsencesSum]:
        """The sums, told apart by no more than that."""
        found: dict[AbsencesOf, AbsencesSum] = {}
        for of, one in self.sums.items():
            found.setdefault(of.only(by), AbsencesSum()).add_all(one)
        return found


def rehearse_absences(
    known: ReadRows, presences: Iterable[Row], proposal: Proposal, is_over: Callable[[], bool] = lambda: False
) -> AbsencesOutcome:
    """What would have followed. Raises TooLongError once its time ``is_over``, as it asks after each member.

    After each it lets other threads go on, as the rehearsal of verdicts does.
    """
    outcome = AbsencesOutcome()
    for followed in compare_absences(known, presences, proposal):
        for one in followed:
            of = AbsencesOf(f"{one.on:%Y-%m}", one.place_id, one.matter, one.consequence)
            outcome.sums.setdefault(of, AbsencesSum()).add(one)
        _tell(outcome, sorted((one for one in followed if one.change is not Change.SAME), key=_in_order))
        if is_over():
            raise TooLongError(TooLongError.__doc__)
        time.sleep(0)
    told = ((of, one) for of, one in outcome.sums.items() if one.counts)
    outcome.sums = dict(sorted(told, key=lambda pair: _named(pair[0])))
    return outcome


def _tell(outcome: AbsencesOutcome, differing: list[Followed]) -> None:
    """Whoever is at home elsewhere now is counted and not named: that is for those who see the person."""
    nameable = [one for one in differing if one.place_id is not None]
    room = MOST_DIFFERENCES - len(outcome.differences)
    outcome.differences += nameable[:room]
    outcome.nameable += len(nameable)
    outcome.differing += len(differing)
    outcome.members += bool(differing)


def _in_order(one: Followed) -> tuple[str, ...]:
    return str(one.on), one.matter, one.consequence or "", str(one.meeting_id or one.rule)


def _named(of: AbsencesOf) -> tuple[str, ...]:
    return of.month, str(of.place_id or ""), of.matter, of.consequence or ""
