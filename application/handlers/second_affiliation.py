"""Handlers of commands about second affiliations."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.membership.state import Member
from domain.organisation.state import Organisation
from domain.second_affiliation import decide
from domain.second_affiliation.commands import AddSecondAffiliation, EndSecondAffiliation
from domain.second_affiliation.state import SecondAffiliation


async def add_second_affiliation(command: AddSecondAffiliation, session: Session) -> Decision:
    """Let a member take part elsewhere, with a look at the others of theirs."""
    affiliation = await session.load(SecondAffiliation, command.second_affiliation_id)
    return decide.add_second_affiliation(
        affiliation,
        command,
        session.context,
        member=await session.load(Member, command.member_id),
        organisation=await session.load(Organisation, command.organisation_id),
        others=await session.streams_of(command.member_id, SecondAffiliation),
    )


async def end_second_affiliation(command: EndSecondAffiliation, session: Session) -> Decision:
    """End it."""
    affiliation = await session.load(SecondAffiliation, command.second_affiliation_id)
    return decide.end_second_affiliation(affiliation, command, session.context)
