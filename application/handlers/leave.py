"""Handlers of commands about leave."""

from __future__ import annotations

from application.handlers.named_documents import named_document
from application.handlers.rules import binding
from application.session import Session
from domain.accounts.events import PostRole
from domain.accounts.state import Post
from domain.core import Decision, RefusalCode, refuse
from domain.core.command import Command
from domain.leave import correcting, decide, extending, granting
from domain.leave.commands import (
    ApproveLeave,
    CorrectLeave,
    ExtendLeave,
    GrantLeave,
    HandInLeaveEvidence,
    RefuseLeave,
    RefuseLeaveExtension,
    RequestLeave,
    RequestLeaveExtension,
    ReturnFromLeave,
    WithdrawLeave,
    WithdrawLeaveExtension,
)
from domain.leave.granting import FROM_ABOVE, NO_RULES, OF_THE_BRANCH, Decider, Terms
from domain.leave.levels import ApproverLevel
from domain.leave.state import Leave, LeaveStatus
from domain.meetings.state import Meeting
from domain.membership.homes import at_home
from domain.membership.state import Member
from domain.organisation.state import Organisation
from domain.policies.leave_grants import LeaveRule
from domain.policies.registry import KINDS

_LEAVE_RULES = frozenset(kind.name for kind in KINDS.values() if isinstance(kind, LeaveRule))


async def request_leave(command: RequestLeave, session: Session) -> Decision:
    """Ask for leave, with a look at the member's other leaves, and at the meeting if it is for one."""
    leave = await session.load(Leave, command.leave_id)
    member = await session.load(Member, command.member_id)
    others = await session.streams_of(command.member_id, Leave)
    named = command.for_meeting_id
    meeting = None if named is None else await session.load(Meeting, named)
    return decide.request_leave(
        leave,
        command,
        session.context,
        member=member,
        others=others,
        meeting=meeting,
        grounds=await named_document(command.grounds_id, session),
    )


async def hand_in_leave_evidence(command: HandInLeaveEvidence, session: Session) -> Decision:
    """Record a paper that was handed in."""
    leave = await session.load(Leave, command.leave_id)
    document = await named_document(command.document_id, session)
    return decide.hand_in_evidence(leave, command, session.context, document=document)


async def approve_leave(command: ApproveLeave, session: Session) -> Decision:
    """Approve on the way up."""
    leave = await session.load(Leave, command.leave_id)
    decider = await _decider(leave, session)
    return granting.approve_leave(leave, command, session.context, decider=decider)


async def grant_leave(command: GrantLeave, session: Session) -> Decision:
    """Grant a request, with a look at the member's other leaves and at the rules in force."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    return granting.grant_leave(
        leave,
        command,
        session.context,
        others=await session.streams_of(leave.member_id, Leave),
        decider=await _decider(leave, session),
        terms=await _terms(leave, command, session),
    )


async def refuse_leave(command: RefuseLeave, session: Session) -> Decision:
    """Refuse a request."""
    leave = await session.load(Leave, command.leave_id)
    return granting.refuse_leave(leave, command, session.context)


async def request_leave_extension(command: RequestLeaveExtension, session: Session) -> Decision:
    """Ask for an extension, with a look at the member's other leaves."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    others = await session.streams_of(leave.member_id, Leave)
    return extending.request_extension(leave, command, session.context, others=others)


async def extend_leave(command: ExtendLeave, session: Session) -> Decision:
    """Grant an extension, as leave is granted."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    return extending.extend_leave(
        leave,
        command,
        session.context,
        others=await session.streams_of(leave.member_id, Leave),
        decider=await _decider(leave, session),
        terms=await _terms(leave, command, session),
    )


async def refuse_leave_extension(command: RefuseLeaveExtension, session: Session) -> Decision:
    """Refuse an extension."""
    leave = await session.load(Leave, command.leave_id)
    return extending.refuse_extension(leave, command, session.context)


async def withdraw_leave_extension(command: WithdrawLeaveExtension, session: Session) -> Decision:
    """Take an extension back."""
    leave = await session.load(Leave, command.leave_id)
    return extending.withdraw_extension(leave, command, session.context)


async def withdraw_leave(command: WithdrawLeave, session: Session) -> Decision:
    """Take a request back."""
    leave = await session.load(Leave, command.leave_id)
    return decide.withdraw_leave(leave, command, session.context)


async def return_from_leave(command: ReturnFromLeave, session: Session) -> Decision:
    """Record an early return."""
    leave = await session.load(Leave, command.leave_id)
    return decide.return_from_leave(leave, command, session.context)


async def correct_leave(command: CorrectLeave, session: Session) -> Decision:
    """Correct a request; or a leave that was granted, with a look at the rules in force."""
    leave = await session.load(Leave, command.leave_id)
    if leave.member_id is None:
        return refuse(RefusalCode.NOT_FOUND, "leaveId")
    is_granted = leave.status is LeaveStatus.GRANTED
    return correcting.correct_leave(
        leave,
        command,
        session.context,
        others=await session.streams_of(leave.member_id, Leave),
        decider=await _decider(leave, session),
        terms=await _terms(leave, command, session) if is_granted else NO_RULES,
    )


async def _decider(leave: Leave, session: Session) -> Decider:
    """Who acts at the branch decides within it; all others stand above it."""
    context = session.context
    decider = OF_THE_BRANCH if context.actor_place == leave.branch_id else FROM_ABOVE
    if context.actor_post is None:
        return decider
    post = await session.load(Post, context.actor_post)
    return decider._replace(deputy=post.deputy)


async def _terms(leave: Leave, command: Command, session: Session) -> Terms:
    """The rules of the day of the decision; who asks is looked at only where there are any."""
    if leave.branch_id is None:
        return Terms()
    on = session.context.occurred_on(command)
    layers = await binding(leave.branch_id, on, session, kinds=_LEAVE_RULES)
    return Terms(layers, await _held(leave, session) if layers else frozenset())


async def _held(leave: Leave, session: Session) -> frozenset[ApproverLevel]:
    """The levels that whoever asks holds today."""
    if leave.member_id is None:
        return frozenset()
    today, held = session.context.today, set()
    for post in await session.streams_of(leave.member_id, Post):
        leads = post.role is PostRole.BRANCH_SECRETARY and post.organisation_id == leave.branch_id
        if leads and post.in_force(today) and not post.deputy:
            held.add(ApproverLevel.BRANCH_SECRETARY)
    member = await session.load(Member, leave.member_id)
    if at_home(member, on=today) is None and (group_id := member.home_at(today).group_id) is not None:
        group = await session.load(Organisation, group_id)
        if group.leader_id == member.id:
            held.add(ApproverLevel.GROUP_LEADER)
    return frozenset(held)
