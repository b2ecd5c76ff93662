"""State of one exception."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class ScheduleException(Aggregate):
    """That an organisation may meet on days off instead of the fixed days, and from when to when."""

    STREAM_TYPE = "schedule-exception"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never approved
        self.from_on: date
        self.to_on: date | None = None  # the first day without it

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
