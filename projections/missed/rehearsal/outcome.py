"""What a rehearsal of missed duties comes to: sums by place and month, and the first of what differs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.rehearsing import Change, Matter
from projections.compliance.rehearsal.outcome import MOST_DIFFERENCES, TooLongError
from projections.missed.rehearsal.comparing import Followed


class MissedBy(StrEnum):
    """What sums of missed duties are told apart by, besides what they are of."""

    PLACE = "PLACE"
    PERIOD = "PERIOD"


class MissedOf(NamedTuple):
    """What a sum is of. Organisations that are one short and what is due are never added up."""

    month: str  # empty of all
    place_id: UUID | None
    matter: Matter
    consequence: Consequence | None

    def only(self, by: Set[MissedBy]) -> MissedOf:
        """The same without what is not told apart."""
        return self._replace(
            month=self.month if MissedBy.PERIOD in by else "",
            place_id=self.place_id if MissedBy.PLACE in by else None,
        )


@dataclass(slots=True)
class MissedSum:
    """How many there are, how many there would be, and what would have become of them."""

    changes: Counter[Change] = field(default_factory=Counter)

    @property
    def stands(self) -> int:
        """How many there are."""
        return self.changes.total() - self.changes[Change.NEW]

    @property
    def would(self) -> int:
        """How many there would be."""
        return self.changes.total() - self.changes[Change.GONE]


@dataclass(slots=True)
class MissedOutcome:
    """What a rehearsal of missed duties comes to."""

    sums: dict[MissedOf, MissedSum] = field(default_factory=dict)  # by month, place and matter
    differing: int = 0
    organisations: int = 0  # of which something differs
    nameable: int = 0  # of what differs, how much lies below the node
    differences: list[Followed] = field(default_factory=list)  # the first of these, by organisation

    @property
    def truncated(self) -> bool:
        """Whether more could be named than is."""
        return self.nameable > len(self.differences)

    def told_by(self, by: Set[MissedBy]) -> dict[MissedOf, MissedSum]:
        """The sums, told apart by no more than that."""
        found: dict[MissedOf, MissedSum] = {}
        for of, one in self.sums.items():
            found.setdefault(of.only(by), MissedSum()).changes.update(one.changes)
        return found


def rehearse_missed(
    compared: Iterable[list[Followed]], is_over: Callable[[], bool] = lambda: False
) -> MissedOutcome:
    """What would have followed. Raises TooLongError once its time ``is_over``, as it asks after each organisation.

    After each it lets other threads go on, as the rehearsal of verdicts does.
    """
    outcome = MissedOutcome()
    for followed in compared:
        for one in followed:
            of = MissedOf(f"{one.on:%Y-%m}", one.place_id, one.matter, one.consequence)
            outcome.sums.setdefault(of, MissedSum()).changes[one.change] += 1
        _tell(outcome, sorted((one for one in followed if one.change is not Change.SAME), key=_in_order))
        if is_over():
            raise TooLongError(TooLongError.__doc__)
        time.sleep(0)
    outcome.sums = dict(sorted(outcome.sums.items(), key=lambda pair: _named(pair[0])))
    return outcome


def _tell(outcome: MissedOutcome, differing: list[Followed]) -> None:
    """Of what stands elsewhere now only the number is told: what is due there is for those above it."""
    nameable = [one for one in differing if one.place_id is not None]
    room = MOST_DIFFERENCES - len(outcome.differences)
    outcome.differences += nameable[:room]
    outcome.nameable += len(nameable)
    outcome.differing += len(differing)
    outcome.organisations += bool(differing)


def _in_order(one: Followed) -> tuple[str, ...]:
    return str(one.on), one.matter, one.consequence or "", str(one.rule)


def _named(of: MissedOf) -> tuple[str, ...]:
    return of.month, str(of.place_id or ""), of.matter, of.consequence or ""
