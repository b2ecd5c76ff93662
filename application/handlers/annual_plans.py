"""Handlers of commands about annual plans."""

from __future__ import annotations

from application.handlers.lines import above_of, home_of
from application.session import Session
from domain.annual_plans import decide
from domain.annual_plans.commands import AdoptAnnualPlan, AssignPlanItem, FileAnnualPlan, WithdrawPlanItem
from domain.annual_plans.events import annual_plan_id
from domain.annual_plans.state import AnnualPlan
from domain.core import Decision
from domain.meetings.state import Meeting
from domain.organisation.state import Organisation


async def adopt_annual_plan(command: AdoptAnnualPlan, session: Session) -> Decision:
    """Record a plan, with a look at the meeting that passed it."""
    meeting = None if command.meeting_id is None else await session.load(Meeting, command.meeting_id)
    return decide.adopt_annual_plan(
        await session.load(AnnualPlan, annual_plan_id(command.organisation_id, command.year)),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        meeting=meeting,
    )


async def file_annual_plan(command: FileAnnualPlan, session: Session) -> Decision:
    """File a plan, with a look at what lies above its organisation."""
    return decide.file_annual_plan(
        await session.load(AnnualPlan, annual_plan_id(command.organisation_id, command.year)),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        recipient=await session.load(Organisation, command.recipient_id),
        above=await above_of(command.organisation_id, session),
    )


async def assign_plan_item(command: AssignPlanItem, session: Session) -> Decision:
    """Say what an item is, with a look at the person's home."""
    plan = await session.load(AnnualPlan, annual_plan_id(command.organisation_id, command.year))
    home = None
    if command.assignee_id is not None:
        home = await home_of(command.assignee_id, session.context.occurred_on(command), session)
    return decide.assign_plan_item(plan, command, session.context, home=home)


async def withdraw_plan_item(command: WithdrawPlanItem, session: Session) -> Decision:
    """Take an item out of the plan."""
    plan = await session.load(AnnualPlan, annual_plan_id(command.organisation_id, command.year))
    return decide.withdraw_plan_item(plan, command, session.context)
