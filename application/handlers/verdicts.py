"""Handlers of commands about verdicts."""

from __future__ import annotations

from application.session import Session
from domain.clock.events import CLOCK_ID
from domain.clock.state import Clock
from domain.core import Decision
from domain.organisation.state import Organisation
from domain.verdicts import decide
from domain.verdicts.announcing import slot_id
from domain.verdicts.commands import AnnounceVerdict
from domain.verdicts.state import AnnouncedVerdict


async def announce_verdict(command: AnnounceVerdict, session: Session) -> Decision:
    """Announce a verdict."""
    slot = slot_id(command.series, command.node_id, command.organisation_id, command.period)
    verdict = await session.load(AnnouncedVerdict, slot)
    organisation = await session.load(Organisation, command.organisation_id)
    clock = await session.load(Clock, CLOCK_ID)
    return decide.announce_verdict(verdict, command, session.context, organisation=organisation, clock=clock)
