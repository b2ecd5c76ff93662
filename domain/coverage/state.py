"""State of an entity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass
class CoverTerm:
    """Days, without the last, in which a branch covers the entity."""

    branch_id: UUID
    from_on: date
    until: date | None = None


class Entity(Aggregate):
    """An enterprise or social organisation, covered by one branch at a time."""

    STREAM_TYPE = "entity"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # who looks after it
        self.surveyed_on: date
        self.excluded_on: date | None = None
        self.terms: list[CoverTerm] = []

    @property
    def covered_by(self) -> UUID | None:
        """The branch that covers it, as far as is known."""
        return self.terms[-1].branch_id if self.terms and self.terms[-1].until is None else None

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that looks after it."""
        return () if self.organisation_id is None else (self.organisation_id,)
