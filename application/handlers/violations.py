"""Handlers of commands about violations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from application.handlers.lines import home_of
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation
from domain.violations import decide
from domain.violations.commands import (
    AssignSupervisor,
    CorrectViolation,
    EndSupervision,
    ReportViolation,
    WithdrawViolation,
)
from domain.violations.state import Violation


async def report_violation(command: ReportViolation, session: Session) -> Decision:
    """Report a violation, with a look at the group and branch of whoever it was."""
    on = session.context.occurred_on(command)
    return decide.report_violation(
        await session.load(Violation, command.violation_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        dealt_with_at=await _dealt_with_at(command.member_id, on, session),
    )


async def correct_violation(command: CorrectViolation, session: Session) -> Decision:
    """Correct a violation; of another day, with a look at where it is dealt with then."""
    violation = await session.load(Violation, command.violation_id)
    if violation.organisation_id is None:
        return refuse(RefusalCode.NOT_FOUND, "violationId")
    on = None if command.at is None else command.at.local_date(session.context.zone)
    return decide.correct_violation(
        violation,
        command,
        session.context,
        organisation=await session.load(Organisation, violation.organisation_id),
        dealt_with_at=None if on is None else await _dealt_with_at(violation.member_id, on, session),
    )


async def withdraw_violation(command: WithdrawViolation, session: Session) -> Decision:
    """Let a violation count no longer."""
    violation = await session.load(Violation, command.violation_id)
    return decide.withdraw_violation(violation, command, session.context)


async def assign_supervisor(command: AssignSupervisor, session: Session) -> Decision:
    """Name a supervisor, with a look at whether that is a member of the same branch."""
    violation = await session.load(Violation, command.violation_id)
    return decide.assign_supervisor(
        violation,
        command,
        session.context,
        home=await home_of(command.supervisor_id, command.on, session),
        branch_id=await _branch_of(violation.organisation_id, command.on, session),
    )


async def end_supervision(command: EndSupervision, session: Session) -> Decision:
    """End a supervision."""
    violation = await session.load(Violation, command.violation_id)
    return decide.end_supervision(violation, command, session.context)


async def _dealt_with_at(member_id: UUID | None, on: date, session: Session) -> UUID | None:
    """The party group of a member that day, the branch of who was in none."""
    if member_id is None:
        return None
    member = await session.load(Member, member_id)
    if at_home(member, on=on) is not None:
        return None
    home = member.home_at(on)
    return home.group_id or home.branch_id


async def _branch_of(organisation_id: UUID | None, on: date, session: Session) -> UUID | None:
    """Of a group the branch that it belonged to that day, as the supervisor's home is that of the day."""
    if organisation_id is None:
        return None
    organisation = await session.load(Organisation, organisation_id)
    of_a_group = organisation.kind is OrganisationKind.PARTY_GROUP
    return organisation.parent_on(on) if of_a_group else organisation_id
