"""State of a second affiliation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class SecondAffiliation(Aggregate):
    """A member's taking part in one branch that is not the home, between two days. ``to_on`` itself is left out."""

    STREAM_TYPE = "second-affiliation"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.organisation_id: UUID | None = None
        self.from_on: date
        self.to_on: date | None = None

    def concerns(self) -> tuple[UUID, ...]:
        """Whom it is about, and where."""
        return tuple(id_ for id_ in (self.member_id, self.organisation_id) if id_ is not None)
