"""Extending leave that was granted (续假): asked for, granted, refused, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.core import Decision, Refusal, RefusalCode, Refused, accept, refuse
from domain.core.checks import any_refusal, header, known, reason_given
from domain.core.context import Context
from domain.leave.checks import days_fit, of_another, overlap
from domain.leave.commands import (
    ExtendLeave,
    RefuseLeaveExtension,
    RequestLeaveExtension,
    WithdrawLeaveExtension,
)
from domain.leave.events import (
    LeaveExtended,
    LeaveExtensionRefused,
    LeaveExtensionRequested,
    LeaveExtensionWithdrawn,
)
from domain.leave.granting import NO_RULES, OF_THE_BRANCH, Asked, Decider, Terms, granted, pass_gate
from domain.leave.state import Leave, LeaveStatus
from domain.policies.retroactive_leave import time_request

_DAY = timedelta(days=1)


def request_extension(
    leave: Leave, command: RequestLeaveExtension, context: Context, *, others: Sequence[Leave]
) -> Decision:
    """Ask for a later last day, no later after the leave has run out than leave itself may be asked for.

    Asked again with another day, that one takes the place of the first.
    """
    refused = any_refusal(header(command, context), known(leave, "leaveId"))
    if refused:
        return refused
    refused = any_refusal(_goes_on(leave))
    if refused:
        return refused
    if leave.asked_to_on == command.to_on:
        return refuse(RefusalCode.ALREADY_RECORDED, "toOn")
    if command.to_on <= leave.to_on:
        return refuse(RefusalCode.INVALID_DATES, "toOn")
    refused = any_refusal(
        days_fit(leave.from_on, command.to_on, context),
        overlap(leave.from_on, command.to_on, others, but=leave.id, path="toOn"),
    )
    if refused:
        return refused
    asked_on = context.occurred_on(command)
    policy = context.policies.retroactive_leave(asked_on)
    timing = time_request(policy, leave.to_on + _DAY, asked_on, reason_given=command.reason is not None)
    if timing.refused:
        return refuse(
            RefusalCode.LEAVE_TOO_LATE, "toOn", policy=policy.version, mostDaysAfter=policy.most_days_after
        )
    requested = context.events_of(leave, command)(
        LeaveExtensionRequested,
        to_on=command.to_on,
        days_after=timing.days_after,
        policy=policy.version,
    )
    return accept([requested])


def extend_leave(
    leave: Leave,
    command: ExtendLeave,
    context: Context,
    *,
    others: Sequence[Leave],
    decider: Decider = OF_THE_BRANCH,
    terms: Terms = NO_RULES,
) -> Decision:
    """Grant the extension: all days of the leave together are held to the rules, as if it were asked for at once."""
    refused = any_refusal(header(command, context), _asked_by_another(leave, context))
    if refused or leave.asked_to_on is None:
        return refused or refuse(RefusalCode.EXTENSION_NOT_PENDING, "leaveId")
    if leave.asked_to_on <= leave.to_on:  # a correction has given it these days already
        return refuse(RefusalCode.INVALID_DATES, "leaveId")
    refused = any_refusal(overlap(leave.from_on, leave.asked_to_on, granted(others), but=leave.id))
    if refused:
        return refused
    asked = Asked(leave.kind, leave.from_on, leave.asked_to_on)
    passed = pass_gate(leave, asked, command, context, decider=decider, terms=terms)
    if isinstance(passed, Refused):
        return passed
    return accept([context.events_of(leave, command)(LeaveExtended, to_on=leave.asked_to_on, **passed)])


def refuse_extension(leave: Leave, command: RefuseLeaveExtension, context: Context) -> Decision:
    """Refuse the extension, for a reason; the leave stands as it was."""
    refused = any_refusal(header(command, context), reason_given(command), _asked_by_another(leave, context))
    return refused or accept([context.events_of(leave, command)(LeaveExtensionRefused)])


def withdraw_extension(leave: Leave, command: WithdrawLeaveExtension, context: Context) -> Decision:
    """Take the request for an extension back; the leave stands as it was."""
    refused = any_refusal(header(command, context), known(leave, "leaveId"))
    if refused:
        return refused
    if leave.asked_to_on is None:
        return refuse(RefusalCode.EXTENSION_NOT_PENDING, "leaveId")
    return accept([context.events_of(leave, command)(LeaveExtensionWithdrawn)])


def _goes_on(leave: Leave) -> Refusal | None:
    """Granted, not yet ended by a return, and for days: one for a single meeting has no end to put off."""
    if leave.status is not LeaveStatus.GRANTED or leave.returned_on is not None:
        return Refusal(RefusalCode.LEAVE_NOT_GRANTED, ("leaveId",))
    return None if leave.meeting_id is None else Refusal(RefusalCode.WRONG_KIND, ("leaveId",))


def _asked_by_another(leave: Leave, context: Context) -> Refusal | None:
    if not leave.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("leaveId",))
    if leave.asked_to_on is None:
        return Refusal(RefusalCode.EXTENSION_NOT_PENDING, ("leaveId",))
    return of_another(leave, context)
