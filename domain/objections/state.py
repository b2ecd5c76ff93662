"""State of an objection."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class ObjectionStatus(StrEnum):
    """How an objection stands."""

    OPEN = "OPEN"
    UPHELD = "UPHELD"
    PARTLY = "PARTLY"
    DISMISSED = "DISMISSED"
    WITHDRAWN = "WITHDRAWN"


class Objection(Aggregate):
    """What one member says against one event."""

    STREAM_TYPE = "objection"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.about: UUID
        self.raised_on: date
        self.status: ObjectionStatus | None = None  # None: not raised
        self.decided_on: date | None = None
        self.correction: UUID | None = None

    @property
    def is_to_remedy(self) -> bool:
        """Whether it was upheld, if in part, and nothing has put the record right yet."""
        upheld = self.status in (ObjectionStatus.UPHELD, ObjectionStatus.PARTLY)
        return upheld and self.correction is None

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and the branch at home when it was raised."""
        return tuple(id_ for id_ in (self.member_id, self.branch_id) if id_ is not None)
