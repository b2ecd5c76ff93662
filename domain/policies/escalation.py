"""What follows from absences one after another (缺席处理): marks in order, what counts of them, what is demanded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.membership.events import MemberKind
from domain.obligations.grounds import Consequence


class Attended(StrEnum):
    """What a mark says of a person and a meeting."""

    PRESENT = "PRESENT"
    EXCUSED = "EXCUSED"
    UNEXCUSED = "UNEXCUSED"


class Mark(NamedTuple):
    """A person at one meeting. Marks are told in the order of ``on``, and of one day in that of ``meeting_id``."""

    on: date
    meeting_id: UUID
    attended: Attended
    fact: UUID  # the event by which the absence was first recorded: the same whatever it is classed as later
    recorded_on: date
    member_kind: MemberKind


class Act(NamedTuple):
    """Somebody did what was due, or waived it: the facts that it dealt with are spent, and so is its key."""

    consequence: Consequence
    key: str
    on: date
    dealt_with: frozenset[UUID]
    waived: bool = False  # nothing was done, so nothing can be said to have come after it
    facts_until: date = date.min  # the day of the last of those facts, where they are known

    @property
    def since(self) -> date:
        """The day after which something came after it: nobody dealt with what was still to happen."""
        return max(self.on, self.facts_until)


def first_done(acts: Iterable[Act], consequences: Iterable[Consequence]) -> date:
    """The day after which a second stage counts; never, where nothing was done. What was waived was not done.

    ``acts`` are those that dealt with what the rule is about.
    """
    wanted = frozenset(consequences)
    return min((act.since for act in acts if act.consequence in wanted and not act.waived), default=date.max)


class Due(NamedTuple):
    """What is demanded of somebody. The key tells it from others of the same consequence."""

    consequence: Consequence
    key: str
    facts: tuple[UUID, ...]
    due_on: date


class Count(NamedTuple):
    """How a person stands by one rule.

    ``marks`` are those that count, or those of what is demanded; one more absence joins them until ``until``.
    """

    counted: int
    required: int
    marks: tuple[Mark, ...]
    until: date | None  # None: until a mark of another kind breaks the row
    dues: tuple[Due, ...] = ()

    @property
    def is_one_short(self) -> bool:
        """Whether the next absence brings something about."""
        return not self.dues and self.counted == self.required - 1
