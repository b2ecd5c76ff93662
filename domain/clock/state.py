"""State of the county's clock."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class Clock(Aggregate):
    """One log holds one clock: ``clock.events.CLOCK_ID``. Its version is the number of days closed."""

    STREAM_TYPE = "clock"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.closed_on: date | None = None  # the last day that is closed
