"""Decisions about members. A change of home is said on the member's stream and on the registers at once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, unused
from domain.core.context import Context
from domain.core.corrections import correction_refusal
from domain.membership.commands import (
    AssignGroup,
    ConfirmMember,
    CorrectMember,
    RegisterMember,
    TransferMember,
)
from domain.membership.events import (
    AffiliationTransferred,
    Entry,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberDeparted,
    MemberEntered,
    MemberKind,
    MemberRegistered,
)
from domain.membership.state import Member, Register
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation

MOST_DAYS_AHEAD = 90  # that a transfer may be entered before it takes effect


def register_member(
    member: Member,
    command: RegisterMember,
    context: Context,
    *,
    branch: Organisation,
    group: Organisation | None,
    register: Register,
) -> Decision:
    """Register a member with a home branch from the day of occurrence on."""
    refused = any_refusal(
        header(command, context),
        unused(member, "memberId"),
        _branch(branch, "branchId"),
        None if group is None else _group_of(branch.id, group),
        day(command.joined_on, context, "joinedOn", most_days_ahead=0),
    )
    if refused:
        return refused
    registered = context.events_of(member, command)(
        MemberRegistered,
        branch_id=branch.id,
        kind=command.kind,
        joined_on=command.joined_on,
        name_id=command.name_id,
        group_id=command.group_id,
    )
    entered = context.events_of(register, command)(
        MemberEntered,
        branch_id=branch.id,
        member_id=member.id,
        from_on=context.occurred_on(command),
        entry=Entry.REGISTERED,
    )
    return accept([registered, entered])


def transfer_member(
    member: Member,
    command: TransferMember,
    context: Context,
    *,
    to_branch: Organisation,
    from_register: Register,
    to_register: Register,
) -> Decision:
    """Move the home to another branch. ``from_register`` is that of the latest home."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        _branch(to_branch, "toBranchId"),
        day(command.from_on, context, "fromOn", most_days_ahead=MOST_DAYS_AHEAD),
    )
    if refused:
        return refused
    home = member.homes[-1]
    if home.branch_id == to_branch.id:
        return refuse(RefusalCode.ALREADY_AFFILIATED, "toBranchId")
    if command.from_on < latest_change(member, context):
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    transferred = context.events_of(member, command)(
        AffiliationTransferred,
        from_branch_id=home.branch_id,
        to_branch_id=to_branch.id,
        from_on=command.from_on,
    )
    departed = context.events_of(from_register, command)(
        MemberDeparted,
        branch_id=home.branch_id,
        member_id=member.id,
        on=command.from_on,
        to_branch_id=to_branch.id,
    )
    entered = context.events_of(to_register, command)(
        MemberEntered,
        branch_id=to_branch.id,
        member_id=member.id,
        from_on=command.from_on,
        entry=Entry.TRANSFERRED,
    )
    return accept([transferred, departed, entered])


def latest_change(member: Member, context: Context) -> date:
    """The day from which the latest home holds."""
    return member.homes[-1].from_on or member.registered_at.local_date(context.zone)


def assign_group(
    member: Member, command: AssignGroup, context: Context, *, group: Organisation | None
) -> Decision:
    """Put the member into a group of the latest home, or into none; nothing happens if so already."""
    refused = any_refusal(header(command, context), known(member, "memberId")) or any_refusal(
        None if group is None else _group_of(member.branch_id, group)
    )
    if refused:
        return refused
    if member.homes[-1].group_id == command.group_id:
        return accept()
    return accept([context.events_of(member, command)(GroupAssigned, group_id=command.group_id)])


def confirm_member(member: Member, command: ConfirmMember, context: Context) -> Decision:
    """Make a probationary member a full one."""
    refused = any_refusal(header(command, context), known(member, "memberId"))
    if refused:
        return refused
    if member.kind is not MemberKind.PROBATIONARY:
        return refuse(RefusalCode.WRONG_KIND, "memberId", kind=member.kind.value)
    return accept([context.events_of(member, command)(MemberConfirmed)])


def correct_member(member: Member, command: CorrectMember, context: Context) -> Decision:
    """Correct what an earlier event said."""
    fields: dict[str, Any] = {
        "kind": command.kind,
        "joined_on": command.joined_on,
        "name_id": command.name_id,
    }
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        None if command.joined_on is None else day(command.joined_on, context, "joinedOn", most_days_ahead=0),
    ) or correction_refusal(member.statements, command, command.corrects, **fields)
    if refused:
        return refused
    corrected = context.events_of(member, command)(MemberCorrected, corrects=command.corrects, **fields)
    return accept([corrected])


def _branch(branch: Organisation, path: str) -> Refusal | None:
    if not branch.exists:
        return Refusal(RefusalCode.NOT_FOUND, (path,))
    if branch.kind is not OrganisationKind.PARTY_BRANCH:
        return Refusal(RefusalCode.WRONG_KIND, (path,), details={"kind": branch.kind.value})
    return None


def _group_of(branch_id: UUID | None, group: Organisation) -> Refusal | None:
    if not group.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("groupId",))
    if group.kind is not OrganisationKind.PARTY_GROUP:
        return Refusal(RefusalCode.WRONG_KIND, ("groupId",), details={"kind": group.kind.value})
    if group.parent_id != branch_id:
        return Refusal(RefusalCode.NOT_HOME_BRANCH, ("groupId",))
    return None
