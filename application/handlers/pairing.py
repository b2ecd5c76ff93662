"""Handlers of commands about pairs."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.membership.state import Member
from domain.pairing import decide
from domain.pairing.commands import AssignPair, EndPair
from domain.pairing.events import pairing_id
from domain.pairing.state import Pairing


async def assign_pair(command: AssignPair, session: Session) -> Decision:
    """Let a member look after somebody."""
    pairing = await session.load(Pairing, pairing_id(command.member_id))
    member = await session.load(Member, command.member_id)
    named = command.partner_member_id
    partner = None if named is None else await session.load(Member, named)
    return decide.assign_pair(pairing, command, session.context, member=member, partner=partner)


async def end_pair(command: EndPair, session: Session) -> Decision:
    """End a pair."""
    pairing = await session.load(Pairing, pairing_id(command.member_id))
    return decide.end_pair(pairing, command, session.context)
