"""Decisions about the contact with members."""

from __future__ import annotations

from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.contacts.events import ContactLost, ContactMade, FloatingEnded, FloatingRegistered
from domain.contacts.state import MemberContact
from domain.core import Decision, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, code, day, division_code, header
from domain.core.context import Context
from domain.membership.homes import at_home
from domain.membership.state import Member

MOST_DAYS_AHEAD = 90  # that somebody's going away may be registered before


def register_floating(
    contact: MemberContact, command: RegisterFloating, context: Context, *, member: Member
) -> Decision:
    """Register a member as floating, who is not so already."""
    refused = any_refusal(
        header(command, context),
        at_home(member, "memberId"),
        day(command.from_on, context, "fromOn", most_days_ahead=MOST_DAYS_AHEAD),
        division_code(command.division_code, "divisionCode"),
    )
    if refused:
        return refused
    if contact.is_away:
        return refuse(RefusalCode.ALREADY_RECORDED, "memberId")
    if contact.away_to is not None and command.from_on < contact.away_to:
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    registered = context.events_of(contact, command)(
        FloatingRegistered,
        member_id=member.id,
        from_on=command.from_on,
        division_code=command.division_code,
    )
    return accept([registered])


def end_floating(
    contact: MemberContact, command: EndFloating, context: Context, *, member: Member
) -> Decision:
    """Register that a floating member is back."""
    refused = any_refusal(
        header(command, context),
        at_home(member, "memberId"),
        day(command.on, context, "on", most_days_ahead=0),
    )
    if refused:
        return refused
    if not contact.is_away or contact.away_from is None:
        return refuse(RefusalCode.NOTHING_RECORDED, "memberId")
    if command.on < contact.away_from:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(contact, command)(FloatingEnded, member_id=member.id, on=command.on)])


def record_contact(
    contact: MemberContact, command: RecordContact, context: Context, *, member: Member
) -> Decision:
    """Record a contact, of today or entered late; whoever was lost before that day is found."""
    refused = any_refusal(
        header(command, context),
        at_home(member, "memberId"),
        day(command.on, context, "on", most_days_ahead=0),
        code(command.channel, "channel"),
    )
    if refused:
        return refused
    made = context.events_of(contact, command)(
        ContactMade, member_id=member.id, on=command.on, channel=command.channel
    )
    return accept([made])


def record_lost_contact(
    contact: MemberContact, command: RecordLostContact, context: Context, *, member: Member
) -> Decision:
    """Flag a member who cannot be reached; nobody is taken off a register for that."""
    refused = any_refusal(
        header(command, context),
        at_home(member, "memberId"),
        day(command.since, context, "since", most_days_ahead=0),
    )
    if refused:
        return refused
    if contact.lost_since is not None:
        return refuse(RefusalCode.ALREADY_RECORDED, "memberId")
    if contact.last_contact_on is not None and command.since <= contact.last_contact_on:
        last = contact.last_contact_on.isoformat()
        return refuse(RefusalCode.INVALID_DATES, "since", lastContactOn=last)
    return accept(
        [context.events_of(contact, command)(ContactLost, member_id=member.id, since=command.since)]
    )
