"""Handlers of commands about exceptions from the fixed days."""

from __future__ import annotations

from application.handlers.lines import above_of
from application.session import Session
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.schedule import decide
from domain.schedule.commands import ApproveScheduleException, EndScheduleException
from domain.schedule.state import ScheduleException


async def approve_schedule_exception(command: ApproveScheduleException, session: Session) -> Decision:
    """Approve an exception, with a look at what lies above the organisation."""
    return decide.approve_schedule_exception(
        await session.load(ScheduleException, command.exception_id),
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        approver=await session.load(Organisation, command.approved_by),
        above=await above_of(command.organisation_id, session),
    )


async def end_schedule_exception(command: EndScheduleException, session: Session) -> Decision:
    """End an exception."""
    exception = await session.load(ScheduleException, command.exception_id)
    return decide.end_schedule_exception(exception, command, session.context)
