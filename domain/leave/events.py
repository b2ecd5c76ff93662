"""Facts about one leave (请假), all on its stream."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.leave.state import Leave, LeaveStatus

STREAM = Leave.STREAM_TYPE


class LeaveKind(StrEnum):
    """What a leave is for."""

    ILLNESS = "ILLNESS"
    PERSONAL = "PERSONAL"
    OFFICIAL_DUTY = "OFFICIAL_DUTY"
    STUDY = "STUDY"
    MATERNITY = "MATERNITY"
    WORKING_ELSEWHERE = "WORKING_ELSEWHERE"


@event_type("leave.requested", STREAM, subjects=("member_id", "branch_id"))
class LeaveRequested(DomainEvent):
    """A member asked for leave, both days included; ``days_after`` its first day, 0 if in time."""

    member_id: UUID
    branch_id: UUID  # home at the time of asking
    kind: LeaveKind
    from_on: date
    to_on: date
    days_after: int = 0
    policy: str | None = None  # version of the retroactive-leave policy that was applied

    def apply(self, state: Leave) -> None:
        state.member_id = self.member_id
        state.branch_id = self.branch_id
        state.kind = self.kind
        state.from_on = self.from_on
        state.to_on = self.to_on
        state.status = LeaveStatus.PENDING
        state.statements.say(self.event_id, kind=self.kind, from_on=self.from_on, to_on=self.to_on)


@event_type("leave.granted", STREAM)
class LeaveGranted(DomainEvent):
    """The request was granted (准假)."""

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.GRANTED


@event_type("leave.refused", STREAM)
class LeaveRefused(DomainEvent):
    """The request was refused, for the coded reason of the header."""

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.REFUSED


@event_type("leave.withdrawn", STREAM)
class LeaveWithdrawn(DomainEvent):
    """The member took the request back; a granted leave covers nothing any more."""

    def apply(self, state: Leave) -> None:
        state.status = LeaveStatus.WITHDRAWN


@event_type("leave.returned", STREAM)
class LeaveReturned(DomainEvent):
    """The member was back early (销假): the leave covers days up to and without ``on``."""

    on: date

    def apply(self, state: Leave) -> None:
        state.returned_on = self.on


@event_type("leave.corrected", STREAM)
class LeaveCorrected(DomainEvent):
    """An earlier event of this leave was wrong in these fields; those left out stay as they were."""

    corrects: UUID
    kind: LeaveKind | None = None
    from_on: date | None = None
    to_on: date | None = None

    def apply(self, state: Leave) -> None:
        state.statements.correct(
            self.event_id, self.corrects, kind=self.kind, from_on=self.from_on, to_on=self.to_on
        )
        state.kind = state.statements.now("kind")
        state.from_on = state.statements.now("from_on")
        state.to_on = state.statements.now("to_on")
