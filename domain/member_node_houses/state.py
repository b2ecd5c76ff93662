"""State of a node house."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class MemberNodeHouse(Aggregate):
    """A node house of a branch, and the member whose house it is."""

    STREAM_TYPE = "member-node-house"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.branch_id: UUID | None = None
        self.member_id: UUID | None = None
        self.since: date  # the first day of this member's, or the day of the last review

    def concerns(self) -> tuple[UUID, ...]:
        """The branch, and the member."""
        return tuple(id_ for id_ in (self.branch_id, self.member_id) if id_ is not None)
