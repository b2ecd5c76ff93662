"""Handlers of commands about leave."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.leave import decide
from domain.leave.commands import (
    CorrectLeave,
    GrantLeave,
    RefuseLeave,
    RequestLeave,
    ReturnFromLeave,
    WithdrawLeave,
)
from domain.leave.state import Leave
from domain.membership.state import Member


async def request_leave(command: RequestLeave, session: Session) -> Decision:
    """Ask for leave, with a look at the member's other leaves."""
    leave = await session.load(Leave, command.leave_id)
    member = await session.load(Member, command.member_id)
    others = await session.streams_of(command.member_id, Leave)
    return decide.request_leave(leave, command, session.context, member=member, others=others)


async def grant_leave(command: GrantLeave, session: Session) -> Decision:
    """Grant a request, with a look at the member's other leaves."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    others = await session.streams_of(leave.member_id, Leave)
    return decide.grant_leave(leave, command, session.context, others=others)


async def refuse_leave(command: RefuseLeave, session: Session) -> Decision:
    """Refuse a request."""
    leave = await session.load(Leave, command.leave_id)
    return decide.refuse_leave(leave, command, session.context)


async def withdraw_leave(command: WithdrawLeave, session: Session) -> Decision:
    """Take a request back."""
    leave = await session.load(Leave, command.leave_id)
    return decide.withdraw_leave(leave, command, session.context)


async def return_from_leave(command: ReturnFromLeave, session: Session) -> Decision:
    """Record an early return."""
    leave = await session.load(Leave, command.leave_id)
    return decide.return_from_leave(leave, command, session.context)


async def correct_leave(command: CorrectLeave, session: Session) -> Decision:
    """Correct a request, with a look at the member's other leaves."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    others = await session.streams_of(leave.member_id, Leave)
    return decide.correct_leave(leave, command, session.context, others=others)
