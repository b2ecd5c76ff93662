"""Handlers of commands about departures."""

from __future__ import annotations

from application.handlers.lines import above_of, above_on
from application.handlers.named_documents import named_document
from application.session import Session
from domain.core import Decision
from domain.departures import decide
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.departures.events import departure_of
from domain.departures.state import Departure
from domain.organisation.state import Organisation
from domain.policies.events import adoptions_id, pack_id
from domain.policies.state import PolicyAdoptions, PolicyPack


async def record_departure(command: RecordDeparture, session: Session) -> Decision:
    """Record a departure, with a look at what is in force and at where the organisation stood at the outset."""
    organisation = await session.load(Organisation, command.organisation_id)
    period = decide.period_named(command.period)
    outset = period and decide.outset_of(organisation, period, session.context)
    return decide.record_departure(
        await _departure(command, session),
        command,
        session.context,
        organisation=organisation,
        above=await above_of(command.organisation_id, session),
        above_then=await above_on(command.organisation_id, outset, session) if outset else (),
        adoptions=await session.load(PolicyAdoptions, adoptions_id(command.node_id, command.series)),
        pack=await session.load(PolicyPack, pack_id(command.series.partition("/")[0])),
        document=await named_document(command.document_id, session, at=command.organisation_id),
    )


async def withdraw_departure(command: WithdrawDeparture, session: Session) -> Decision:
    """Take a departure back."""
    return decide.withdraw_departure(await _departure(command, session), command, session.context)


async def _departure(command: RecordDeparture | WithdrawDeparture, session: Session) -> Departure:
    named = departure_of(command.series, command.node_id, command.organisation_id, command.period)
    return await session.load(Departure, named)
