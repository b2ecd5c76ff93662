"""The county's days, each closed at its midnight, so that what follows from a day lies before the next one's facts."""

from __future__ import annotations

from datetime import timedelta

from domain.clock.commands import CloseDay
from gridledger.demo.steps import LocalTime, StepList
from process_managers.day_closer import ACTOR, end_of


def close_days(steps: StepList, time: LocalTime) -> None:
    """Add the closing of every day from the first step's to the one before the last step's."""
    day, last = time.day_of(steps.first_clock), time.day_of(steps.last_clock)
    while day < last:
        steps.add(end_of(day, time.zone), ACTOR, CloseDay(day=day))
        day += timedelta(days=1)
