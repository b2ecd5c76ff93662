"""Decisions about leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.leave.commands import (
    CorrectLeave,
    GrantLeave,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.events import (
    LeaveCorrected,
    LeaveGranted,
    LeaveRefused,
    LeaveRequested,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.leave.state import Leave, LeaveStatus
from domain.membership.state import Member
from domain.policies.retroactive_leave import time_request

MOST_DAYS = 366  # of one leave


def request_leave(
    leave: Leave, command: RequestLeave, context: Context, *, member: Member, others: Sequence[Leave]
) -> Decision:
    """Ask for leave. ``others`` are the member's other leaves; those pending or granted must not overlap."""
    refused = any_refusal(
        header(command, context),
        unused(leave, "leaveId"),
        known(member, "memberId"),
        _days_fit(command.from_on, command.to_on, context),
        _overlap(leave, command.from_on, command.to_on, others),
    )
    if refused:
        return refused
    asked_on = context.occurred_on(command)
    policy = context.policies.retroactive_leave(asked_on)
    timing = time_request(policy, command.from_on, asked_on, reason_given=command.reason is not None)
    if timing.refused:
        return refuse(
            RefusalCode.LEAVE_TOO_LATE, "fromOn", policy=policy.version, mostDaysAfter=policy.most_days_after
        )
    requested = context.events_of(leave, command)(
        LeaveRequested,
        member_id=member.id,
        branch_id=member.home_at(asked_on).branch_id,
        kind=command.kind,
        from_on=command.from_on,
        to_on=command.to_on,
        days_after=timing.days_after,
        policy=policy.version,
    )
    return accept([requested])


def grant_leave(leave: Leave, command: GrantLeave, context: Context, *, others: Sequence[Leave]) -> Decision:
    """Grant a pending request of someone else, unless it overlaps with a leave granted in the meantime.

    Two requests made at once do not see each other; the grants do (docs/rules-across-streams.md).
    """
    refused = any_refusal(header(command, context), _pending_of_another(leave, context)) or any_refusal(
        _overlap(leave, leave.from_on, leave.to_on, [o for o in others if o.status is LeaveStatus.GRANTED])
    )
    return refused or accept([context.events_of(leave, command)(LeaveGranted)])


def refuse_leave(leave: Leave, command: RefuseLeave, context: Context) -> Decision:
    """Refuse a pending request of someone else, for a reason."""
    refused = any_refusal(
        header(command, context), reason_given(command), _pending_of_another(leave, context)
    )
    return refused or accept([context.events_of(leave, command)(LeaveRefused)])


def withdraw_leave(leave: Leave, command: WithdrawLeave, context: Context) -> Decision:
    """Take back a request that is pending or granted."""
    refused = any_refusal(header(command, context), known(leave, "leaveId"))
    if refused:
        return refused
    if not leave.stands:
        return refuse(RefusalCode.LEAVE_NOT_PENDING, "leaveId")
    return accept([context.events_of(leave, command)(LeaveWithdrawn)])


def return_from_leave(leave: Leave, command: ReturnFromLeave, context: Context) -> Decision:
    """Record an early return: after the first day of the leave, on its last at the latest."""
    refused = any_refusal(
        header(command, context), known(leave, "leaveId"), day(command.on, context, "on", most_days_ahead=0)
    )
    if refused:
        return refused
    if leave.status is not LeaveStatus.GRANTED:
        return refuse(RefusalCode.LEAVE_NOT_GRANTED, "leaveId")
    if leave.returned_on is not None:
        return refuse(RefusalCode.ALREADY_RECORDED, "leaveId")
    if not leave.from_on < command.on <= leave.to_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(leave, command)(LeaveReturned, on=command.on)])


def correct_leave(
    leave: Leave, command: CorrectLeave, context: Context, *, others: Sequence[Leave]
) -> Decision:
    """Correct what was asked for. The days must fit as in a request; nobody stretches their own grant."""
    fields: dict[str, Any] = {"kind": command.kind, "from_on": command.from_on, "to_on": command.to_on}
    refused = any_refusal(header(command, context), known(leave, "leaveId")) or correction_refusal(
        leave.statements, command, command.corrects, **fields
    )
    if refused:
        return refused
    from_on, to_on = command.from_on or leave.from_on, command.to_on or leave.to_on
    refused = any_refusal(
        _days_fit(from_on, to_on, context),
        _overlap(leave, from_on, to_on, others) if leave.stands else None,
        _of_another(leave, context) if leave.status is LeaveStatus.GRANTED else None,
        None
        if leave.returned_on is None or from_on < leave.returned_on <= to_on
        else Refusal(RefusalCode.INVALID_DATES, ("toOn",)),
    )
    return refused or accept(
        [context.events_of(leave, command)(LeaveCorrected, corrects=command.corrects, **fields)]
    )


def _days_fit(from_on: date, to_on: date, context: Context) -> Refusal | None:
    if to_on < from_on or to_on - from_on >= timedelta(days=MOST_DAYS):
        return Refusal(RefusalCode.INVALID_DATES, ("toOn",), details={"mostDays": MOST_DAYS})
    return day(from_on, context, "fromOn")


def _overlap(leave: Leave, from_on: date, to_on: date, others: Iterable[Leave]) -> Refusal | None:
    for other in others:
        if other.id == leave.id or not other.stands:
            continue
        if from_on <= other.last_on and other.from_on <= to_on:
            return Refusal(RefusalCode.LEAVE_OVERLAPS, ("fromOn",), details={"leaveId": str(other.id)})
    return None


def _pending_of_another(leave: Leave, context: Context) -> Refusal | None:
    if not leave.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("leaveId",))
    if leave.status is not LeaveStatus.PENDING:
        return Refusal(RefusalCode.LEAVE_NOT_PENDING, ("leaveId",))
    return _of_another(leave, context)


def _of_another(leave: Leave, context: Context) -> Refusal | None:
    """Nobody decides about their own leave."""
    if leave.member_id == context.actor_member_id:
        return Refusal(RefusalCode.OWN_REQUEST, ("leaveId",))
    return None
