"""Decisions about letters that this county issues; those that come from elsewhere are decided in admit.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given, unused
from domain.core.context import Context
from domain.county.state import County
from domain.membership.events import MemberDeparted, MemberLeft
from domain.membership.homes import at_home, home_moved, home_refusal, latest_change
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation
from domain.transfers.commands import AcknowledgeLetter, IssueLetter, ReceiveLetter, WithdrawLetter
from domain.transfers.events import LetterIssued, LetterReceived, LetterWithdrawn
from domain.transfers.state import Letter
from domain.transfers.validity import valid_until

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}", re.ASCII)
_COUNTY = re.compile(r"\d{6}", re.ASCII)


def issue_letter(
    letter: Letter,
    command: IssueLetter,
    context: Context,
    *,
    county: County,
    member: Member,
    to_branch: Organisation | None,
    others: Iterable[Letter],
) -> Decision:
    """Make out a letter; ``others`` are all letters of the member, of which none may be under way on that day."""
    refused = any_refusal(
        header(command, context),
        number_refusal(command.number),
        unused(letter, "number"),
        at_home(member, "memberId"),
        _destination(command, county),
    ) or any_refusal(_fits(to_branch, member))
    if refused:
        return refused
    home, issued_on = member.homes[-1], context.occurred_on(command)
    if home.branch_id == command.to_branch_id:
        return refuse(RefusalCode.ALREADY_AFFILIATED, "toBranchId")
    if issued_on < latest_change(member, context):
        return refuse(RefusalCode.INVALID_DATES, "occurredAt")
    if any(other.is_open and issued_on <= other.valid_until for other in others):
        return refuse(RefusalCode.LETTER_IN_FLIGHT, "memberId")
    issued = context.events_of(letter, command)(
        LetterIssued,
        number=command.number,
        member_id=member.id,
        from_branch_id=home.branch_id,
        issued_on=issued_on,
        valid_until=valid_until(issued_on, county.division_code, command.to_county or county.division_code),
        to_branch_id=command.to_branch_id,
        to_county=command.to_county,
    )
    return accept([issued])


def receive_letter(
    letter: Letter,
    command: ReceiveLetter,
    context: Context,
    *,
    member: Member,
    to_branch: Organisation,
    from_register: Register,
    to_register: Register,
) -> Decision:
    """Move the home to the branch that the letter names. One that names another is as unknown there as none."""
    addressed = letter.exists and letter.to_branch_id == to_branch.id and letter.from_branch_id is not None
    refused = any_refusal(
        header(command, context),
        None if addressed else Refusal(RefusalCode.NOT_FOUND, ("number",)),
    ) or any_refusal(_use_refusal(letter, command.on, member, context, "number"), _fits(to_branch, member))
    if refused:
        return refused
    received = context.events_of(letter, command)(LetterReceived, on=command.on)
    moved = home_moved(
        member, from_register, to_register, command, context, to_branch=to_branch, from_on=command.on
    )
    return accept([received, *moved])


def acknowledge_letter(
    letter: Letter, command: AcknowledgeLetter, context: Context, *, member: Member, register: Register
) -> Decision:
    """Let the member leave the county, now that another says it has received the letter in time."""
    refused = any_refusal(header(command, context), known(letter, "letterId")) or any_refusal(
        None if letter.to_county else Refusal(RefusalCode.WRONG_KIND, ("letterId",)),
    )
    refused = refused or any_refusal(_use_refusal(letter, command.on, member, context, "letterId"))
    if refused:
        return refused
    home = member.homes[-1]
    return accept(
        [
            context.events_of(letter, command)(LetterReceived, on=command.on),
            context.events_of(member, command)(
                MemberLeft, branch_id=home.branch_id, on=command.on, to_county=letter.to_county
            ),
            context.events_of(register, command)(
                MemberDeparted, branch_id=home.branch_id, member_id=member.id, on=command.on
            ),
        ]
    )


def withdraw_letter(letter: Letter, command: WithdrawLetter, context: Context) -> Decision:
    """Take back a letter that was not used."""
    refused = any_refusal(
        header(command, context),
        known(letter, "letterId") or used_refusal(letter, "letterId"),
        reason_given(command),
    )
    if refused:
        return refused
    return accept([context.events_of(letter, command)(LetterWithdrawn)])


def number_refusal(number: str) -> Refusal | None:
    """A letter's number: capital letters, digits and hyphens, 32 at most."""
    return None if _NUMBER.fullmatch(number) else Refusal(RefusalCode.INVALID_VALUE, ("number",))


def county_refusal(code: str, county: County, *path: str) -> Refusal | None:
    """Another county, by a division code of six digits."""
    fine = _COUNTY.fullmatch(code) and code != county.division_code
    return None if fine else Refusal(RefusalCode.INVALID_VALUE, path)


def used_refusal(letter: Letter, *path: str) -> Refusal | None:
    """A letter is used once, and not after it was taken back."""
    if letter.received_on is not None:
        return Refusal(RefusalCode.LETTER_USED, path, details={"on": letter.received_on.isoformat()})
    return Refusal(RefusalCode.LETTER_WITHDRAWN, path) if letter.withdrawn else None


def expiry_refusal(on: date, issued_on: date, last_on: date) -> Refusal | None:
    """A letter is received on a day that has come, between its issue and the last day of its validity."""
    if on < issued_on:
        return Refusal(RefusalCode.INVALID_DATES, ("on",), details={"issuedOn": issued_on.isoformat()})
    if on > last_on:
        return Refusal(RefusalCode.LETTER_EXPIRED, ("on",), details={"validUntil": last_on.isoformat()})
    return None


def _use_refusal(letter: Letter, on: date, member: Member, context: Context, *path: str) -> Refusal | None:
    """Unused, in time, and the member still at home where it was issued; ``path`` names the letter."""
    refusal = used_refusal(letter, *path) or day(on, context, "on", most_days_ahead=0)
    refusal = refusal or expiry_refusal(on, letter.issued_on, letter.valid_until) or at_home(member, *path)
    if refusal is not None:
        return refusal
    if member.homes[-1].branch_id != letter.from_branch_id:
        return Refusal(RefusalCode.NOT_HOME_BRANCH, path)
    return Refusal(RefusalCode.INVALID_DATES, ("on",)) if on < latest_change(member, context) else None


def _destination(command: IssueLetter, county: County) -> Refusal | None:
    """Either a branch of this county or another county."""
    if (command.to_branch_id is None) == (command.to_county is None):
        return Refusal(RefusalCode.INVALID_VALUE, ("toBranchId",))
    return None if command.to_county is None else county_refusal(command.to_county, county, "toCounty")


def _fits(to_branch: Organisation | None, member: Member) -> Refusal | None:
    return None if to_branch is None else home_refusal(to_branch, "toBranchId", kind=member.kind)
