"""Facts about the county's clock: that a day is over."""

from __future__ import annotations

from datetime import date

from domain.clock.state import Clock
from domain.core import DomainEvent, deterministic_id, event_type

STREAM = Clock.STREAM_TYPE
CLOCK_ID = deterministic_id("clock")  # a log holds one clock: its stream has this id in every log


@event_type("clock.day-closed", STREAM)
class DayClosed(DomainEvent):
    """A day is over in the county, and so is each before it: what was due by then and is not there was missed.

    What is recorded of the day later is late, and is counted all the same.
    """

    day: date

    def apply(self, state: Clock) -> None:
        state.closed_on = self.day
