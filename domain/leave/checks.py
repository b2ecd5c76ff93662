"""Checks that several decisions about leave share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from domain.core import Refusal, RefusalCode
from domain.core.checks import day
from domain.core.context import Context
from domain.leave.state import Leave, LeaveStatus

MOST_DAYS = 366  # of one leave


def days_fit(from_on: date, to_on: date, context: Context) -> Refusal | None:
    """The last day is not before the first, and they are no more than a year apart."""
    if to_on < from_on or to_on - from_on >= timedelta(days=MOST_DAYS):
        return Refusal(RefusalCode.INVALID_DATES, ("toOn",), details={"mostDays": MOST_DAYS})
    return day(from_on, context, "fromOn")


def overlap(
    from_on: date,
    to_on: date,
    others: Iterable[Leave],
    *,
    but: UUID,
    meeting_id: UUID | None = None,
    path: str = "fromOn",
) -> Refusal | None:
    """No leave that stands, ``but`` the one itself, has one of the days; of two for different meetings both may."""
    for other in others:
        apart = None not in (meeting_id, other.meeting_id) and meeting_id != other.meeting_id
        if other.id == but or not other.stands or apart:
            continue
        if from_on <= other.last_on and other.from_on <= to_on:
            return Refusal(RefusalCode.LEAVE_OVERLAPS, (path,), details={"leaveId": str(other.id)})
    return None


def pending_of_another(leave: Leave, context: Context) -> Refusal | None:
    """A request that waits for its decision, and not by whoever asked."""
    if not leave.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("leaveId",))
    if leave.status is not LeaveStatus.PENDING:
        return Refusal(RefusalCode.LEAVE_NOT_PENDING, ("leaveId",))
    return of_another(leave, context)


def of_another(leave: Leave, context: Context) -> Refusal | None:
    """Nobody decides about their own leave."""
    if leave.member_id == context.actor_member_id:
        return Refusal(RefusalCode.OWN_REQUEST, ("leaveId",))
    return None
