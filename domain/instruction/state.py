"""State of an organisation's instructors, and of a general branch's days at the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass
class PartyInstructorTerm:
    """Days, without the last, in which a member instructs the organisation."""

    from_on: date
    until: date | None = None


class Instruction(Aggregate):
    """Who instructs one organisation."""

    STREAM_TYPE = "party-instructor"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.party_instructors: dict[UUID, list[PartyInstructorTerm]] = {}  # by member

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)


class CenterDays(Aggregate):
    """The days of one general branch at the centre: planned, one a month, and whether each was held."""

    STREAM_TYPE = "center-day"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.days: dict[date, bool] = {}

    def planned_in(self, month: date) -> date | None:
        """The day of the month in which ``month`` lies."""
        return next((day for day in self.days if (day.year, day.month) == (month.year, month.month)), None)

    def concerns(self) -> tuple[UUID, ...]:
        """The general branch."""
        return () if self.organisation_id is None else (self.organisation_id,)
