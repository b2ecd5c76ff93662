"""State of an organisation's plan of a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class AnnualPlan(Aggregate):
    """What one organisation means to do in one year."""

    STREAM_TYPE = "annual-plan"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: none was passed
        self.adopted_on: date
        self.filed_on: dict[UUID, date] = {}  # by recipient
        self.items: set[UUID] = set()

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
