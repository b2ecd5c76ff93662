"""State of a leave."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements

if TYPE_CHECKING:
    from domain.leave.events import LeaveKind
    from domain.leave.evidence import EvidenceKind
    from domain.leave.levels import ApproverLevel


class LeaveStatus(StrEnum):
    """How a request stands."""

    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Leave(Aggregate):
    """A leave of one member."""

    STREAM_TYPE = "leave"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.meeting_id: UUID | None = None  # None: for all that is held on its days
        self.kind: LeaveKind
        self.from_on: date
        self.to_on: date  # included
        self.returned_on: date | None = None  # the first day not covered any more
        self.status: LeaveStatus | None = None  # None: not asked for
        self.asked_to_on: date | None = None  # the last day of an extension that waits for its decision
        self.levels: set[ApproverLevel] = set()  # that approved or granted it
        self.evidence: set[EvidenceKind] = set()  # handed in so far
        self.awaited: tuple[EvidenceKind, ...] = ()  # of which one is still to be handed in
        self.statements = Statements()

    @property
    def stands(self) -> bool:
        """Whether it is pending or granted."""
        return self.status in {LeaveStatus.PENDING, LeaveStatus.GRANTED}

    @property
    def last_on(self) -> date:
        """The last day of what was asked for, less an early return."""
        return self.to_on if self.returned_on is None else self.returned_on - timedelta(days=1)

    def covers(self, meeting_id: UUID, on: date) -> bool:
        """Whether the member is excused from a meeting held on that day; one moved to another day is another."""
        meant = self.meeting_id is None or self.meeting_id == meeting_id
        return meant and self.status is LeaveStatus.GRANTED and self.from_on <= on <= self.last_on

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and the branch at home when leave was asked for."""
        return tuple(id_ for id_ in (self.member_id, self.branch_id) if id_ is not None)
