"""Members who change their home because their branch changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from domain.core import DomainEvent, Refusal, RefusalCode
from domain.core.context import Context
from domain.membership.events import AffiliationTransferred, Entry, MemberDeparted, MemberEntered
from domain.membership.homes import latest_change
from domain.membership.state import Member, Register
from domain.organisation.commands import MergeOrganisation, SplitOrganisation


def moving_refusal(
    register: Register, members: Mapping[UUID, Member], on: date, context: Context
) -> Refusal | None:
    """Nobody moves before coming there, nor after a transfer elsewhere has been dated."""
    for member in members.values():
        if member.branch_id != register.branch_id or on < latest_change(member, context):
            return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"memberId": str(member.id)})
    return None


def move(
    members: Iterable[Member],
    command: MergeOrganisation | SplitOrganisation,
    context: Context,
    *,
    from_register: Register,
    to_register: Register,
    to: UUID,
) -> list[DomainEvent]:
    """Three events a member, as of any transfer: on the member's stream and on both registers."""
    leaves = context.events_of(from_register, command, on=command.on)
    enters = context.events_of(to_register, command, on=command.on)
    events: list[DomainEvent] = []
    for member in members:
        home = member.homes[-1].branch_id
        events += (
            context.events_of(member, command, on=command.on)(
                AffiliationTransferred, from_branch_id=home, to_branch_id=to, from_on=command.on
            ),
            leaves(MemberDeparted, branch_id=home, member_id=member.id, on=command.on, to_branch_id=to),
            enters(
                MemberEntered,
                branch_id=to,
                member_id=member.id,
                from_on=command.on,
                entry=Entry.TRANSFERRED,
            ),
        )
    return events
