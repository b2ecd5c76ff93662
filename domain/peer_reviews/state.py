"""State of a review."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements


class PeerReviewStatus(StrEnum):
    """Whether it stands."""

    RECORDED = "RECORDED"
    WITHDRAWN = "WITHDRAWN"


class PeerReview(Aggregate):
    """How one member was reviewed at one meeting."""

    STREAM_TYPE = "peer-review"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never recorded
        self.branch_id: UUID | None = None
        self.member_id: UUID | None = None
        self.reviewed_on: date
        self.status: PeerReviewStatus
        self.statements = Statements()

    @property
    def stands(self) -> bool:
        """Whether it was recorded and not withdrawn since."""
        return self.exists and self.status is PeerReviewStatus.RECORDED

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that met, and the member: so it is for them to see and to object to."""
        return tuple(id_ for id_ in (self.organisation_id, self.member_id) if id_ is not None)
