"""Decisions about annual plans. A plan that is late or incomplete is recorded as it is; policies judge it."""

from __future__ import annotations

from collections.abc import Container
from uuid import UUID

from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from domain.annual_plans.events import (
    AnnualPlanAdopted,
    AnnualPlanFiled,
    PlanItemAssigned,
    PlanItemWithdrawn,
)
from domain.annual_plans.state import AnnualPlan
from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.meetings.state import Meeting
from domain.organisation.standing import standing
from domain.organisation.state import Organisation

EARLIEST_YEAR = 2000
MOST_ITEMS = 200  # of a plan: beyond any that is meant


def adopt_annual_plan(
    plan: AnnualPlan,
    command: AdoptAnnualPlan,
    context: Context,
    *,
    organisation: Organisation,
    meeting: Meeting | None,
) -> Decision:
    """Record the plan of a year, passed in that year or the one before; ``meeting`` is the one that is named."""
    year_fits = EARLIEST_YEAR <= command.year <= context.today.year + 1
    refused = any_refusal(
        header(command, context),
        known(organisation, "organisationId") or standing(organisation, command.on, "organisationId"),
        None if year_fits else Refusal(RefusalCode.INVALID_VALUE, ("year",)),
        day(command.on, context, "on", most_days_ahead=0),
        _passed_by(command, meeting),
        reason_given(command) if plan.exists else None,
    )
    if refused:
        return refused
    if command.on.year not in (command.year - 1, command.year):
        return refuse(RefusalCode.INVALID_DATES, "on")
    if any(filed_on < command.on for filed_on in plan.filed_on.values()):
        return refuse(RefusalCode.INVALID_DATES, "on")
    adopted = context.events_of(plan, command, on=command.on)(
        AnnualPlanAdopted,
        organisation_id=organisation.id,
        year=command.year,
        on=command.on,
        adopted_at=command.adopted_at,
        meeting_id=command.meeting_id,
    )
    return accept([adopted])


def file_annual_plan(
    plan: AnnualPlan,
    command: FileAnnualPlan,
    context: Context,
    *,
    organisation: Organisation,
    recipient: Organisation,
    above: Container[UUID],
) -> Decision:
    """File a plan, not before it was passed; ``above`` are the organisations above that of the plan."""
    refused = any_refusal(
        header(command, context),
        known(plan, "year") or standing(organisation, command.on, "organisationId"),
        day(command.on, context, "on", most_days_ahead=0),
        standing(recipient, command.on, "recipientId")
        if command.recipient_id in above
        else Refusal(RefusalCode.NOT_ABOVE, ("recipientId",)),
    )
    if refused:
        return refused
    if command.on < plan.adopted_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    if (before := plan.filed_on.get(recipient.id)) is not None:
        if before == command.on:
            return accept()
        if (no_reason := any_refusal(reason_given(command))) is not None:
            return no_reason
    filed = context.events_of(plan, command, on=command.on)(
        AnnualPlanFiled,
        organisation_id=command.organisation_id,
        year=command.year,
        recipient_id=recipient.id,
        recipient_kind=recipient.kind,
        on=command.on,
    )
    return accept([filed])


def assign_plan_item(
    plan: AnnualPlan, command: AssignPlanItem, context: Context, *, home: Container[UUID] | None
) -> Decision:
    """Say what an item is; ``home`` are the organisations of the person that the command names, if it names one."""
    refused = any_refusal(
        header(command, context),
        known(plan, "year"),
        _of_its_year(command),
        _says_something(command),
        # Of another organisation the person is refused like one who is nowhere.
        Refusal(RefusalCode.MEMBER_ELSEWHERE, ("assigneeId",))
        if home is not None and command.organisation_id not in home
        else None,
    )
    if refused:
        return refused
    if command.item_id is None and len(plan.items) >= MOST_ITEMS:
        return refuse(RefusalCode.TOO_MANY, "year", most=MOST_ITEMS)
    if command.item_id is not None and command.item_id not in plan.items:
        return refuse(RefusalCode.NOT_FOUND, "itemId")
    event_id = context.ids.event_id()
    assigned = context.events_of(plan, command)(
        PlanItemAssigned,
        event_id=event_id,
        organisation_id=command.organisation_id,
        year=command.year,
        item_id=command.item_id or event_id,
        planned_on=command.planned_on,
        document_id=command.document_id,
        assignee_id=command.assignee_id,
    )
    return accept([assigned])


def withdraw_plan_item(plan: AnnualPlan, command: WithdrawPlanItem, context: Context) -> Decision:
    """Take an item out of the plan, for a reason."""
    refused = any_refusal(header(command, context), reason_given(command), known(plan, "year"))
    if refused:
        return refused
    if command.item_id not in plan.items:
        return refuse(RefusalCode.NOT_FOUND, "itemId")
    withdrawn = context.events_of(plan, command)(
        PlanItemWithdrawn,
        organisation_id=command.organisation_id,
        year=command.year,
        item_id=command.item_id,
    )
    return accept([withdrawn])


def _passed_by(command: AdoptAnnualPlan, meeting: Meeting | None) -> Refusal | None:
    """The meeting is that organisation's, of that kind, and was not cancelled; one elsewhere is nowhere."""
    if meeting is None:
        return None
    path = ("meetingId",)
    if not meeting.exists or meeting.organisation_id != command.organisation_id:
        return Refusal(RefusalCode.NOT_FOUND, path)
    if meeting.kind is not command.adopted_at:
        return Refusal(RefusalCode.WRONG_KIND, path, details={"kind": meeting.kind.value})
    return Refusal(RefusalCode.MEETING_CANCELLED, path) if meeting.cancelled else None


def _of_its_year(command: AssignPlanItem) -> Refusal | None:
    if command.planned_on is None or command.planned_on.year == command.year:
        return None
    return Refusal(RefusalCode.INVALID_DATES, ("plannedOn",))


def _says_something(command: AssignPlanItem) -> Refusal | None:
    """An item of which nothing is settled is none."""
    if any(said is not None for said in (command.planned_on, command.document_id, command.assignee_id)):
        return None
    return Refusal(RefusalCode.INVALID_VALUE, ("plannedOn",))
