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
        self.kind: LeaveKind
        self.from_on: date
        self.to_on: date  # included
        self.returned_on: date | None = None  # the first day not covered any more
        self.status: LeaveStatus | None = None  # None: not asked for
        self.statements = Statements()

    @property
    def stands(self) -> bool:
        """Whether it is pending or granted."""
        return self.status in {LeaveStatus.PENDING, LeaveStatus.GRANTED}

    @property
    def last_on(self) -> date:
        """The last day of what was asked for, less an early return."""
        return self.to_on if self.returned_on is None else self.returned_on - timedelta(days=1)

    def covers(self, on: date) -> bool:
        """Whether the member is excused that day."""
        return self.status is LeaveStatus.GRANTED and self.from_on <= on <= self.last_on

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and the branch at home when leave was asked for."""
        return tuple(id_ for id_ in (self.member_id, self.branch_id) if id_ is not None)
