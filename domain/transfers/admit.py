"""Admitting the bearer of another county's letter."""

from __future__ import annotations

from domain.core import Accepted, Decision, accept
from domain.core.checks import any_refusal, day, header
from domain.core.context import Context
from domain.core.time import Occurred
from domain.county.state import County
from domain.membership.commands import RegisterMember
from domain.membership.decide import register_member
from domain.membership.events import Entry
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation
from domain.transfers.commands import AdmitByLetter
from domain.transfers.decide import county_refusal, expiry_refusal, number_refusal, used_refusal
from domain.transfers.events import LetterAdmitted
from domain.transfers.state import Letter
from domain.transfers.validity import valid_until


def admit_by_letter(
    letter: Letter,
    command: AdmitByLetter,
    context: Context,
    *,
    county: County,
    member: Member,
    branch: Organisation,
    group: Organisation | None,
    register: Register,
) -> Decision:
    """Register a member whose home was in another county until that day; the letter is used once."""
    refused = any_refusal(
        header(command, context),
        number_refusal(command.number),
        county_refusal(command.from_county, county, "fromCounty"),
        day(command.issued_on, context, "issuedOn", most_days_ahead=0),
        day(command.on, context, "on", most_days_ahead=0),
        used_refusal(letter, "number"),
    )
    if refused:
        return refused
    last_on = valid_until(command.issued_on, command.from_county, county.division_code)
    refused = any_refusal(expiry_refusal(command.on, command.issued_on, last_on))
    if refused:
        return refused
    registered = register_member(
        member,
        _registration(command),
        context,
        branch=branch,
        group=group,
        register=register,
        entry=Entry.TRANSFERRED,
    )
    if not isinstance(registered, Accepted):
        return registered
    admitted = context.events_of(letter, command)(
        LetterAdmitted,
        number=command.number,
        from_county=command.from_county,
        member_id=member.id,
        to_branch_id=branch.id,
        issued_on=command.issued_on,
        valid_until=last_on,
        on=command.on,
    )
    return accept([admitted, *registered.events])


def _registration(command: AdmitByLetter) -> RegisterMember:
    """The home begins on the day of admission, whenever that is entered."""
    return RegisterMember(
        member_id=command.member_id,
        branch_id=command.branch_id,
        kind=command.kind,
        joined_on=command.joined_on,
        name_id=command.name_id,
        group_id=command.group_id,
        occurred_at=Occurred.on(command.on),
        reason=command.reason,
    )
