"""State of an issue."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class IssueStatus(StrEnum):
    """How far an issue has come; one that was reopened is RAISED or ASSIGNED again."""

    RAISED = "RAISED"
    ASSIGNED = "ASSIGNED"
    CLOSED = "CLOSED"


class Issue(Aggregate):
    """Something that came up in a grid, and what became of it."""

    STREAM_TYPE = "issue"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.grid_id: UUID | None = None  # None: never raised
        self.organisation_id: UUID | None = None  # that is to see to it
        self.household_id: UUID | None = None
        self.raised_on: date
        self.open_since: date  # raised or, for the last time, reopened
        self.owner_id: UUID | None = None
        self.closed_on: date | None = None

    @property
    def status(self) -> IssueStatus:
        """How far it has come."""
        if self.closed_on is not None:
            return IssueStatus.CLOSED
        return IssueStatus.RAISED if self.owner_id is None else IssueStatus.ASSIGNED

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that is to see to it."""
        return () if self.organisation_id is None else (self.organisation_id,)
