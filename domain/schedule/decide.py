"""Decisions about exceptions from the fixed days."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.organisation.standing import approving, lasting
from domain.organisation.state import Organisation
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from domain.schedule.events import ScheduleExceptionApproved, ScheduleExceptionEnded
from domain.schedule.state import ScheduleException


def approve_schedule_exception(
    exception: ScheduleException,
    command: ApproveScheduleException,
    context: Context,
    *,
    organisation: Organisation,
    approver: Organisation,
    above: Sequence[UUID],
) -> Decision:
    """Approve from above; ``above`` are the organisations above the one concerned, the nearest first."""
    refused = any_refusal(
        header(command, context),
        unused(exception, "exceptionId"),
        known(organisation, "organisationId") or lasting(organisation, "organisationId", until=command.to_on),
        approving(approver, above, command.from_on, "approvedBy"),
        day(command.from_on, context, "fromOn"),
        None if command.to_on is None else day(command.to_on, context, "toOn"),
        Refusal(RefusalCode.INVALID_DATES, ("toOn",))
        if command.to_on is not None and command.to_on <= command.from_on
        else None,
    )
    if refused:
        return refused
    approved = context.events_of(exception, command)(
        ScheduleExceptionApproved,
        organisation_id=organisation.id,
        from_on=command.from_on,
        approved_by=approver.id,
        to_on=command.to_on,
    )
    return accept([approved])


def end_schedule_exception(
    exception: ScheduleException, command: EndScheduleException, context: Context
) -> Decision:
    """End an exception, at the earliest on its first day: then it never held."""
    refused = any_refusal(
        header(command, context), known(exception, "exceptionId"), day(command.on, context, "on")
    )
    if refused:
        return refused
    if command.on < exception.from_on or (exception.to_on is not None and command.on > exception.to_on):
        return refuse(RefusalCode.INVALID_DATES, "on")
    if command.on == exception.to_on:
        return accept()
    ended = context.events_of(exception, command)(
        ScheduleExceptionEnded, organisation_id=exception.organisation_id, on=command.on
    )
    return accept([ended])
