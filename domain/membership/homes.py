"""What every change of home shares: where a home may be, from when on, and the events that say it."""

from __future__ import annotations

from datetime import date

from domain.core import DomainEvent, Refusal, RefusalCode
from domain.core.command import Command
from domain.core.context import Context
from domain.membership.events import (
    AffiliationTransferred,
    Entry,
    MemberDeparted,
    MemberEntered,
    MemberKind,
)
from domain.membership.state import Member, Register
from domain.organisation.events import OrganisationKind
from domain.organisation.forms import has_homes
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation


def home_refusal(branch: Organisation, *path: str, kind: MemberKind = MemberKind.FULL) -> Refusal | None:
    """A home is a branch without an end, of a form that has homes: for League members one of the League."""
    if not branch.exists:
        return Refusal(RefusalCode.NOT_FOUND, path)
    league = kind is MemberKind.LEAGUE_MEMBER
    fitting = OrganisationKind.LEAGUE_BRANCH if league else OrganisationKind.PARTY_BRANCH
    if branch.kind is not fitting:
        return Refusal(RefusalCode.WRONG_KIND, path, details={"kind": branch.kind.value})
    if not has_homes(branch):
        return Refusal(RefusalCode.FORM_FORBIDS, path, details={"form": str(branch.form)})
    return lasting(branch, *path)


def at_home(member: Member, *path: str, on: date | None = None) -> Refusal | None:
    """The member is known and has not left the county; with ``on``, not by that day."""
    if not member.exists:
        return Refusal(RefusalCode.NOT_FOUND, path)
    if member.left_on is not None and (on is None or member.left_on <= on):
        return Refusal(RefusalCode.LEFT_COUNTY, path, details={"leftOn": member.left_on.isoformat()})
    return None


def registered_by(member: Member, on: date, context: Context, *path: str) -> Refusal | None:
    """The member was on a register of this county that day or before; the member must exist."""
    since = member.registered_at.local_date(context.zone)
    if since <= on:
        return None
    return Refusal(RefusalCode.NOT_ON_REGISTER, path, details={"registeredOn": since.isoformat()})


def latest_change(member: Member, context: Context) -> date:
    """The day from which the latest home holds; no home is moved to before it."""
    return member.homes[-1].from_on or member.registered_at.local_date(context.zone)


def home_moved(
    member: Member,
    from_register: Register,
    to_register: Register,
    command: Command,
    context: Context,
    *,
    to_branch: Organisation,
    from_on: date,
) -> list[DomainEvent]:
    """The home moves from the latest branch to another: said on the member's stream and on both registers."""
    from_branch_id = member.homes[-1].branch_id
    return [
        context.events_of(member, command)(
            AffiliationTransferred,
            from_branch_id=from_branch_id,
            to_branch_id=to_branch.id,
            from_on=from_on,
        ),
        context.events_of(from_register, command)(
            MemberDeparted,
            branch_id=from_branch_id,
            member_id=member.id,
            on=from_on,
            to_branch_id=to_branch.id,
        ),
        context.events_of(to_register, command)(
            MemberEntered,
            branch_id=to_branch.id,
            member_id=member.id,
            from_on=from_on,
            entry=Entry.TRANSFERRED,
        ),
    ]
