"""Handlers of commands about discipline."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.discipline import decide
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import discipline_id
from domain.discipline.state import Discipline
from domain.membership.state import Member


async def impose_discipline(command: ImposeDiscipline, session: Session) -> Decision:
    """Record a measure against a member."""
    discipline = await session.load(Discipline, discipline_id(command.member_id))
    member = await session.load(Member, command.member_id)
    return decide.impose_discipline(discipline, command, session.context, member=member)


async def lift_discipline(command: LiftDiscipline, session: Session) -> Decision:
    """End the measure in force against a member."""
    discipline = await session.load(Discipline, discipline_id(command.member_id))
    return decide.lift_discipline(discipline, command, session.context)
