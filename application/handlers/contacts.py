"""Handlers of commands about the contact with members."""

from __future__ import annotations

from application.session import Session
from domain.contacts import decide
from domain.contacts.commands import EndFloating, RecordContact, RecordLostContact, RegisterFloating
from domain.contacts.events import contact_id
from domain.contacts.state import MemberContact
from domain.core import Decision
from domain.membership.state import Member


async def register_floating(command: RegisterFloating, session: Session) -> Decision:
    """Register a member as floating."""
    contact = await session.load(MemberContact, contact_id(command.member_id))
    member = await session.load(Member, command.member_id)
    return decide.register_floating(contact, command, session.context, member=member)


async def end_floating(command: EndFloating, session: Session) -> Decision:
    """Register that a member is back."""
    contact = await session.load(MemberContact, contact_id(command.member_id))
    member = await session.load(Member, command.member_id)
    return decide.end_floating(contact, command, session.context, member=member)


async def record_contact(command: RecordContact, session: Session) -> Decision:
    """Record a contact."""
    contact = await session.load(MemberContact, contact_id(command.member_id))
    member = await session.load(Member, command.member_id)
    return decide.record_contact(contact, command, session.context, member=member)


async def record_lost_contact(command: RecordLostContact, session: Session) -> Decision:
    """Flag a member who cannot be reached."""
    contact = await session.load(MemberContact, contact_id(command.member_id))
    member = await session.load(Member, command.member_id)
    return decide.record_lost_contact(contact, command, session.context, member=member)
