"""State of a public item."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class PublicItemStatus(StrEnum):
    """What became of it by somebody's word; that its last day is over is nobody's, and no status."""

    POSTED = "POSTED"
    IMPROVED = "IMPROVED"
    ENDED_EARLY = "ENDED_EARLY"
    WITHDRAWN = "WITHDRAWN"


class PublicItem(Aggregate):
    """One weakness made public, of a member or of an organisation as such."""

    STREAM_TYPE = "public-item"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never posted
        self.member_id: UUID | None = None
        self.posted_on: date
        self.stands_until: date  # the last day
        self.status: PublicItemStatus

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation, and the member if it is one: so it is for them to see and to object to."""
        return tuple(id_ for id_ in (self.organisation_id, self.member_id) if id_ is not None)
