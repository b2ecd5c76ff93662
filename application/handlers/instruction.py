"""Handlers of commands about instructors and days at the centre."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.instruction import decide
from domain.instruction.commands import (
    AssignPartyInstructor,
    CancelCenterDay,
    HoldCenterDay,
    PlanCenterDay,
    RecallPartyInstructor,
)
from domain.instruction.events import center_days_id, instruction_id
from domain.instruction.state import CenterDays, Instruction
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def assign_party_instructor(command: AssignPartyInstructor, session: Session) -> Decision:
    """Send a member to instruct an organisation."""
    instruction = await session.load(Instruction, instruction_id(command.organisation_id))
    organisation = await session.load(Organisation, command.organisation_id)
    member = await session.load(Member, command.member_id)
    return decide.assign_party_instructor(
        instruction, command, session.context, organisation=organisation, member=member
    )


async def recall_party_instructor(command: RecallPartyInstructor, session: Session) -> Decision:
    """Recall an instructor."""
    instruction = await session.load(Instruction, instruction_id(command.organisation_id))
    return decide.recall_party_instructor(instruction, command, session.context)


async def plan_center_day(command: PlanCenterDay, session: Session) -> Decision:
    """Give a general branch a day at the centre."""
    days = await session.load(CenterDays, center_days_id(command.organisation_id))
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.plan_center_day(days, command, session.context, organisation=organisation)


async def cancel_center_day(command: CancelCenterDay, session: Session) -> Decision:
    """Take back a day that was not used."""
    days = await session.load(CenterDays, center_days_id(command.organisation_id))
    return decide.cancel_center_day(days, command, session.context)


async def hold_center_day(command: HoldCenterDay, session: Session) -> Decision:
    """Record that a day was used."""
    days = await session.load(CenterDays, center_days_id(command.organisation_id))
    return decide.hold_center_day(days, command, session.context)
