"""State of a transfer letter."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class Letter(Aggregate):
    """A letter of introduction (党员组织关系介绍信), issued here or brought here from another county.

    Its stream follows from its number and, of one from elsewhere, from that county: so nobody uses it twice.
    """

    STREAM_TYPE = "letter"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.from_branch_id: UUID | None = None  # None: brought from another county
        self.to_branch_id: UUID | None = None  # None: to another county
        self.to_county: str | None = None
        self.issued_on: date
        self.valid_until: date
        self.received_on: date | None = None
        self.withdrawn = False

    @property
    def is_open(self) -> bool:
        """Whether it may still be used, its validity left aside."""
        return self.exists and self.received_on is None and not self.withdrawn

    def concerns(self) -> tuple[UUID, ...]:
        """Whom it is about, and the branches between which it goes."""
        named = (self.member_id, self.from_branch_id, self.to_branch_id)
        return tuple(id_ for id_ in named if id_ is not None)
