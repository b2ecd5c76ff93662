"""What a member does about leave: asks, hands in what proves it, takes it back, returns."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.documents.named import NamedDocument, fits
from domain.leave.checks import days_fit, overlap
from domain.leave.commands import (
    HandInLeaveEvidence,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.events import (
    LeaveEvidenceHandedIn,
    LeaveRequested,
    LeaveReturned,
    LeaveWithdrawn,
)
from domain.leave.state import Leave, LeaveStatus
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.policies.retroactive_leave import time_request


def request_leave(
    leave: Leave,
    command: RequestLeave,
    context: Context,
    *,
    member: Member,
    others: Sequence[Leave],
    meeting: Meeting | None = None,
    grounds: NamedDocument | None = None,
) -> Decision:
    """Ask for leave. ``others`` are the member's other leaves; those pending or granted must not overlap.

    ``meeting`` and ``grounds`` are those that the command names, if it names any.
    """
    refused = any_refusal(
        header(command, context),
        unused(leave, "leaveId"),
        known(member, "memberId"),
        days_fit(command.from_on, command.to_on, context),
        overlap(command.from_on, command.to_on, others, but=leave.id, meeting_id=command.for_meeting_id),
        fits(grounds, "groundsId", member_id=command.member_id),
    )
    if refused:
        return refused
    asked_on = context.occurred_on(command)
    branch_id = member.home_at(asked_on).branch_id
    if meeting is not None and (refused := any_refusal(_its_day(command, meeting, branch_id))):
        return refused
    policy = context.policies.retroactive_leave(asked_on)
    timing = time_request(policy, command.from_on, asked_on, reason_given=command.reason is not None)
    if timing.refused:
        return refuse(
            RefusalCode.LEAVE_TOO_LATE, "fromOn", policy=policy.version, mostDaysAfter=policy.most_days_after
        )
    requested = context.events_of(leave, command)(
        LeaveRequested,
        member_id=member.id,
        branch_id=branch_id,
        kind=command.kind,
        from_on=command.from_on,
        to_on=command.to_on,
        days_after=timing.days_after,
        policy=policy.version,
        meeting_id=command.for_meeting_id,
        grounds_id=command.grounds_id,
    )
    return accept([requested])


def hand_in_evidence(
    leave: Leave, command: HandInLeaveEvidence, context: Context, *, document: NamedDocument | None = None
) -> Decision:
    """Record a paper that was handed in for a leave that is pending or granted, whether or not a rule asks for it.

    ``document`` is the one that the command names, if it names any.
    """
    refused = any_refusal(
        header(command, context), known(leave, "leaveId"), day(command.on, context, "on", most_days_ahead=0)
    )
    refused = refused or any_refusal(fits(document, "documentId", member_id=leave.member_id))
    if refused:
        return refused
    if not leave.stands:
        return refuse(RefusalCode.LEAVE_NOT_PENDING, "leaveId")
    handed_in = context.events_of(leave, command, on=command.on)(
        LeaveEvidenceHandedIn,
        kind=command.kind,
        on=command.on,
        settles=command.kind in leave.awaited,
        document_id=command.document_id,
    )
    return accept([handed_in])


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


def _its_day(command: RequestLeave, meeting: Meeting, branch_id: UUID) -> Refusal | None:
    """Of a meeting of the member's branch; to all others it is as if there were none."""
    if meeting.branch_id != branch_id:
        return Refusal(RefusalCode.NOT_FOUND, ("meetingId",))
    if meeting.cancelled:
        return Refusal(RefusalCode.MEETING_CANCELLED, ("meetingId",))
    if not command.from_on == command.to_on == meeting.held_on:
        return Refusal(RefusalCode.INVALID_DATES, ("fromOn",))
    return None
