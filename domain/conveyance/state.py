"""State of a conveyance."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class Conveyance(Aggregate):
    """One item that everybody of a list is to be told of."""

    STREAM_TYPE = "conveyance"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.meeting_id: UUID | None = None
        self.issued_on: date
        self.expected: frozenset[UUID] = frozenset()
        self.delivered: set[UUID] = set()
        self.confirmed: set[UUID] = set()
        self.closed = False

    def concerns(self) -> tuple[UUID, ...]:
        """The branch, and the party group if it is the group's."""
        if self.organisation_id is None or self.branch_id is None:
            return ()  # not opened yet: that event sets both
        return tuple(dict.fromkeys((self.organisation_id, self.branch_id)))
