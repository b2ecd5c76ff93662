"""What a rehearsal says: how something stands, how it would, and which of the two is worse (预演)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from domain.policies.verdicts import Status

# Of these it is settled whether what was asked for was done. What is pending, unknown or asked of nobody is neither.
SETTLED = frozenset({Status.PASSED, Status.OFF_WINDOW, Status.MISSED})


class Stood(NamedTuple):
    """How a slot stands, or would. Where two are equal nothing differs, whatever days and remarks are behind them."""

    status: Status
    required: int | None = None
    held: int | None = None
    verified: int | None = None


class Change(StrEnum):
    """What would have become of a slot."""

    SAME = "SAME"
    NEW = "NEW"  # nothing asks for it now
    GONE = "GONE"  # nothing would have asked for it
    PASSED_TO_MISSED = "PASSED_TO_MISSED"
    MISSED_TO_PASSED = "MISSED_TO_PASSED"
    OTHERWISE = "OTHERWISE"  # another status, or the same by other numbers


def change_of(stands: Stood | None, would: Stood | None) -> Change:
    """What would have become of a slot that stands like this, None of one that there is not."""
    if stands == would:
        return Change.SAME
    if stands is None:
        return Change.NEW
    if would is None:
        return Change.GONE
    match stands.status, would.status:
        case Status.PASSED, Status.MISSED:
            return Change.PASSED_TO_MISSED
        case Status.MISSED, Status.PASSED:
            return Change.MISSED_TO_PASSED
    return Change.OTHERWISE


class Share(NamedTuple):
    """Of the slots of which it is settled, how many passed."""

    numerator: int = 0
    denominator: int = 0

    def with_one(self, stood: Stood | None) -> Share:
        """One slot more, if there is one, and it is settled."""
        if stood is None or stood.status not in SETTLED:
            return self
        return Share(self.numerator + (stood.status is Status.PASSED), self.denominator + 1)

    def plus(self, other: Share) -> Share:
        """Those of both."""
        return Share(self.numerator + other.numerator, self.denominator + other.denominator)


class Matter(StrEnum):
    """What a rehearsal tells of absences, and of missed duties."""

    ABSENCE = "ABSENCE"  # what one absence is taken for
    ONE_SHORT = "ONE_SHORT"  # the next absence, or the next that is missed, brings something about
    DUE = "DUE"  # what is due of a member, or of an organisation
