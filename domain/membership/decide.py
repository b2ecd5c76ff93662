"""Decisions about members. A change of home is said on the member's stream and on the registers at once."""

from __future__ import annotations

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
    Entry,
    GroupAssigned,
    MemberConfirmed,
    MemberCorrected,
    MemberEntered,
    MemberKind,
    MemberRegistered,
)
from domain.membership.homes import at_home, home_moved, home_refusal, latest_change
from domain.membership.state import Member, Register
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting
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
    entry: Entry = Entry.REGISTERED,
) -> Decision:
    """Register a member with a home branch from the day of occurrence on."""
    refused = any_refusal(
        header(command, context),
        unused(member, "memberId"),
        home_refusal(branch, "branchId", kind=command.kind),
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
        entry=entry,
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
        at_home(member, "memberId"),
        home_refusal(to_branch, "toBranchId", kind=member.kind) if member.exists else None,
        day(command.from_on, context, "fromOn", most_days_ahead=MOST_DAYS_AHEAD),
    )
    if refused:
        return refused
    home = member.homes[-1]
    if home.branch_id == to_branch.id:
        return refuse(RefusalCode.ALREADY_AFFILIATED, "toBranchId")
    if command.from_on < latest_change(member, context):
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    moved = home_moved(
        member, from_register, to_register, command, context, to_branch=to_branch, from_on=command.from_on
    )
    return accept(moved)


def assign_group(
    member: Member, command: AssignGroup, context: Context, *, group: Organisation | None
) -> Decision:
    """Put the member into a group of the latest home, or into none; nothing happens if so already."""
    refused = any_refusal(header(command, context), at_home(member, "memberId")) or any_refusal(
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
    ) or any_refusal(_stays_in_its_league(member, command.kind))
    refused = refused or correction_refusal(member.statements, command, command.corrects, **fields)
    if refused:
        return refused
    corrected = context.events_of(member, command)(MemberCorrected, corrects=command.corrects, **fields)
    return accept([corrected])


def _stays_in_its_league(member: Member, kind: MemberKind | None) -> Refusal | None:
    """Who is on the roll of a branch of the League is no member of the party by a slip of the pen, nor vice versa."""
    league = MemberKind.LEAGUE_MEMBER
    if kind is None or (kind is league) == (member.kind is league):
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("kind",), details={"kind": member.kind.value})


def _group_of(branch_id: UUID | None, group: Organisation) -> Refusal | None:
    if not group.exists:
        return Refusal(RefusalCode.NOT_FOUND, ("groupId",))
    if group.kind is not OrganisationKind.PARTY_GROUP:
        return Refusal(RefusalCode.WRONG_KIND, ("groupId",), details={"kind": group.kind.value})
    if group.parent_id != branch_id:
        return Refusal(RefusalCode.NOT_HOME_BRANCH, ("groupId",))
    return lasting(group, "groupId")
