"""Handlers of commands about where members live."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.grids.state import Grid
from domain.membership.state import Member
from domain.residence import decide
from domain.residence.commands import EndResidence, RecordResidence
from domain.residence.events import residence_id
from domain.residence.state import Residence


async def record_residence(command: RecordResidence, session: Session) -> Decision:
    """Say in which grid a member lives."""
    residence = await session.load(Residence, residence_id(command.member_id))
    member = await session.load(Member, command.member_id)
    grid = await session.load(Grid, command.grid_id)
    return decide.record_residence(residence, command, session.context, member=member, grid=grid)


async def end_residence(command: EndResidence, session: Session) -> Decision:
    """Say that a member has moved away."""
    residence = await session.load(Residence, residence_id(command.member_id))
    return decide.end_residence(residence, command, session.context)
