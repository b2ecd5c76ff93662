"""Handlers of commands about conveyance."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.handlers.lines import home_of
from application.session import Session
from domain.conveyance import decide
from domain.conveyance.commands import (
    CloseConveyance,
    ConfirmConveyance,
    DeliverConveyance,
    OpenConveyance,
    RevokeDelivery,
)
from domain.conveyance.state import Conveyance
from domain.core import Decision
from domain.meetings.state import Meeting
from domain.membership.events import register_id
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation


async def open_conveyance(command: OpenConveyance, session: Session) -> Decision:
    """List whom an item is to reach, from a meeting's roster or from the register of the item's day."""
    at = command.meeting_id
    organisation = await session.load(Organisation, command.organisation_id)
    return decide.open_conveyance(
        await session.load(Conveyance, command.conveyance_id),
        command,
        session.context,
        organisation=organisation,
        meeting=None if at is None else await session.load(Meeting, at),
        register=await _register(organisation, command, session) if at is None else (),
    )


async def deliver_conveyance(command: DeliverConveyance, session: Session) -> Decision:
    """Record that people were told, with a look at where the one who told them is at home."""
    conveyance = await session.load(Conveyance, command.conveyance_id)
    home = await home_of(command.by_id, command.on, session)
    return decide.deliver_conveyance(conveyance, command, session.context, home=home)


async def revoke_delivery(command: RevokeDelivery, session: Session) -> Decision:
    """Take back that somebody was told."""
    conveyance = await session.load(Conveyance, command.conveyance_id)
    return decide.revoke_delivery(conveyance, command, session.context)


async def confirm_conveyance(command: ConfirmConveyance, session: Session) -> Decision:
    """Record a member's own word that the item has reached them."""
    conveyance = await session.load(Conveyance, command.conveyance_id)
    return decide.confirm_conveyance(conveyance, command, session.context)


async def close_conveyance(command: CloseConveyance, session: Session) -> Decision:
    """Close a list, with a look at who attended."""
    conveyance = await session.load(Conveyance, command.conveyance_id)
    at = conveyance.meeting_id
    meeting = None if at is None else await session.load(Meeting, at)
    return decide.close_conveyance(conveyance, command, session.context, meeting=meeting)


async def _register(organisation: Organisation, command: OpenConveyance, session: Session) -> Sequence[UUID]:
    """Those at home in the branch or party group on the item's day."""
    branch_id = decide.branch_of(organisation)
    register = await session.load(Register, register_id(branch_id))
    there = register.members_on(command.issued_on)
    if branch_id == organisation.id:
        return there
    members = await session.load_many(Member, there)
    return [id_ for id_ in there if members[id_].home_at(command.issued_on).group_id == organisation.id]
