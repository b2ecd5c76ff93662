"""Correcting what was recorded of a leave (更正): what gives more than was granted is granted, as an extension is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.core import Decision, Refusal, RefusalCode, Refused, accept
from domain.core.checks import any_refusal, header, known
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.leave.checks import days_fit, of_another, overlap
from domain.leave.commands import CorrectLeave
from domain.leave.events import LeaveCorrected
from domain.leave.granting import NO_RULES, OF_THE_BRANCH, Asked, Decider, Terms, pass_gate
from domain.leave.state import Leave, LeaveStatus


def correct_leave(
    leave: Leave,
    command: CorrectLeave,
    context: Context,
    *,
    others: Sequence[Leave],
    decider: Decider = OF_THE_BRANCH,
    terms: Terms = NO_RULES,
) -> Decision:
    """Correct what was asked for. The days must fit as in a request; nobody stretches their own grant."""
    fields: dict[str, Any] = {"kind": command.kind, "from_on": command.from_on, "to_on": command.to_on}
    refused = any_refusal(header(command, context), known(leave, "leaveId")) or correction_refusal(
        leave.statements, command, command.corrects, **fields
    )
    if refused:
        return refused
    right = _right(leave, command)
    refused = any_refusal(
        days_fit(right.from_on, right.to_on, context),
        overlap(right.from_on, right.to_on, others, but=leave.id, meeting_id=leave.meeting_id)
        if leave.stands
        else None,
        of_another(leave, context) if leave.status is LeaveStatus.GRANTED else None,
        None
        if leave.returned_on is None or right.from_on < leave.returned_on <= right.to_on
        else Refusal(RefusalCode.INVALID_DATES, ("toOn",)),
    )
    if refused:
        return refused
    more = _gives_more(leave, right)
    if leave.status is LeaveStatus.PENDING and leave.levels and more:
        fields["voids_approvals"] = True  # whoever approved five days said nothing of ten
    if leave.status is LeaveStatus.GRANTED and more:
        passed = pass_gate(leave, right, command, context, decider=decider, terms=terms)
        if isinstance(passed, Refused):
            return passed
        fields |= passed
    return accept([context.events_of(leave, command)(LeaveCorrected, corrects=command.corrects, **fields)])


def _right(leave: Leave, command: CorrectLeave) -> Asked:
    """What it says once it is corrected."""
    stands, corrects = leave.statements.corrected, command.corrects
    return Asked(
        stands("kind", corrects, command.kind),
        stands("from_on", corrects, command.from_on),
        stands("to_on", corrects, command.to_on),
    )


def _gives_more(leave: Leave, right: Asked) -> bool:
    """Whether it would say a day or a kind that nobody granted. A day that an early return gave back counts, too: the
    return may turn out to be wrong in its turn."""
    return right.kind != leave.kind or right.from_on < leave.from_on or right.to_on > leave.to_on
