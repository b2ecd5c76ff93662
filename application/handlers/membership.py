"""Handlers of commands about members."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.membership import decide
from domain.membership.commands import (
    AssignGroup,
    ConfirmMember,
    CorrectMember,
    RegisterMember,
    TransferMember,
)
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation


async def register_member(command: RegisterMember, session: Session) -> Decision:
    """Register a member, on the register of the home branch too."""
    member = await session.load(Member, command.member_id)
    branch = await session.load(Organisation, command.branch_id)
    group = None if command.group_id is None else await session.load(Organisation, command.group_id)
    register = await session.load(Register, register_id(command.branch_id))
    return decide.register_member(
        member, command, session.context, branch=branch, group=group, register=register
    )


async def transfer_member(command: TransferMember, session: Session) -> Decision:
    """Move a member from one branch's register to another's."""
    member = await session.load(Member, command.member_id)
    if member.branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "memberId")
    to_branch = await session.load(Organisation, command.to_branch_id)
    from_register = await session.load(Register, register_id(member.branch_id))
    to_register = await session.load(Register, register_id(command.to_branch_id))
    return decide.transfer_member(
        member,
        command,
        session.context,
        to_branch=to_branch,
        from_register=from_register,
        to_register=to_register,
    )


async def assign_group(command: AssignGroup, session: Session) -> Decision:
    """Put a member into a party group of the home branch."""
    member = await session.load(Member, command.member_id)
    group = None if command.group_id is None else await session.load(Organisation, command.group_id)
    return decide.assign_group(member, command, session.context, group=group)


async def confirm_member(command: ConfirmMember, session: Session) -> Decision:
    """Make a probationary member a full one."""
    member = await session.load(Member, command.member_id)
    return decide.confirm_member(member, command, session.context)


async def correct_member(command: CorrectMember, session: Session) -> Decision:
    """Correct a member."""
    member = await session.load(Member, command.member_id)
    return decide.correct_member(member, command, session.context)
