"""State of a member's discipline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.discipline.events import Measure


@dataclass
class Term:
    """Days, without the last, in which a measure is in force; None: until it is lifted."""

    measure: Measure
    from_on: date
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether it was in force that day."""
        return self.from_on <= on and (self.until is None or on < self.until)


class Discipline(Aggregate):
    """The measures against one member, one at a time, in order."""

    STREAM_TYPE = "discipline"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.terms: list[Term] = []

    def measure_on(self, on: date) -> Measure | None:
        """The measure in force that day, if one was."""
        return next((term.measure for term in self.terms if term.covers(on)), None)

    def concerns(self) -> tuple[UUID, ...]:
        """The member."""
        return () if self.member_id is None else (self.member_id,)
