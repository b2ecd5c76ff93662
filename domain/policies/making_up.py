"""Making up for meetings that a period lacked (补开), by those that are one too many in the period after it."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from domain.policies.counting import Counted
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.periods import Unit
from domain.policies.verdicts import Effect, Remark

_SHORTEST = {Unit.MONTH: 28, Unit.QUARTER: 90, Unit.HALF_YEAR: 181, Unit.YEAR: 365}


class MakeUp(NamedTuple):
    """Until ``days`` after a period that asks for ``at_least`` meetings, what it lacks may be made up for."""

    at_least: int
    days: int

    def fits(self, *units: Unit) -> bool:
        """Whether it is over before the next period is, however long that is.

        So the meetings of a period make up for the one right before it, and nobody has to tell for which of several.
        """
        return 1 <= self.days <= min(_SHORTEST[unit] for unit in units)

    def by(self, subject: Subject, after: Counted) -> tuple[HeldMeeting, ...]:
        """The meetings that may make up, by day: the first ones of a period are its own, and count for nothing else.

        ``after`` are those of after the period that count.
        """
        if not subject.is_over:
            return ()
        until = subject.period.last + timedelta(days=self.days)
        return tuple(meeting for meeting in after.meetings[self.at_least :] if meeting.on <= until)


def said_of(made_up: tuple[HeldMeeting, ...]) -> tuple[Remark, ...]:
    """That they were held for a period which was over."""
    return tuple(
        Remark(meeting_id=meeting.id, code="MADE_UP", effect=Effect.OFF_WINDOW) for meeting in made_up
    )
