"""Handlers of commands about objections."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from application.aggregates import AGGREGATES
from application.handlers.lines import above_of
from application.handlers.named_documents import named_document
from application.handlers.rules import binding
from application.session import Session
from domain.core import Decision, RefusalCode, refuse
from domain.meetings.state import Meeting
from domain.membership.state import Member
from domain.objections import decide
from domain.objections.commands import (
    DecideObjection,
    RaiseObjection,
    RemedyObjection,
    WithdrawObjection,
)
from domain.objections.decide import Recorded
from domain.objections.state import Objection
from domain.organisation.state import Organisation
from domain.policies.kinds.objection_handling import ObjectionHandlingKind
from domain.policies.layers import Layer

_RULES = (ObjectionHandlingKind.name,)


async def raise_objection(command: RaiseObjection, session: Session) -> Decision:
    """Raise an objection, with a look at the member's others, at the rules, and at whether the event concerns them."""
    member = await session.load(Member, command.member_id)
    home = member.home_at(session.context.occurred_on(command)).branch_id if member.exists else None
    return decide.raise_objection(
        await session.load(Objection, command.objection_id),
        command,
        session.context,
        member=member,
        others=await session.streams_of(command.member_id, Objection),
        record=await _record(command.about, session),
        rules=await _rules(home, session.context.occurred_on(command), session),
        grounds=await named_document(command.grounds_id, session),
    )


async def withdraw_objection(command: WithdrawObjection, session: Session) -> Decision:
    """Take an objection back."""
    objection = await session.load(Objection, command.objection_id)
    return decide.withdraw_objection(objection, command, session.context)


async def decide_objection(command: DecideObjection, session: Session) -> Decision:
    """Decide an objection, with a look at who recorded what it is about, and at what stands above the branch."""
    objection = await session.load(Objection, command.objection_id)
    if objection.branch_id is None:
        return refuse(RefusalCode.NOT_FOUND, "objectionId")
    return decide.decide_objection(
        objection,
        command,
        session.context,
        organisation=await session.load(Organisation, command.organisation_id),
        above=await above_of(objection.branch_id, session),
        record=await _record(objection.about, session),
        document=await named_document(command.document_id, session),
    )


async def remedy_objection(command: RemedyObjection, session: Session) -> Decision:
    """Name the event that puts right what was upheld, with a look at whether it concerns the member."""
    objection = await session.load(Objection, command.objection_id)
    record = await _record(command.correction, session)
    return decide.remedy_objection(objection, command, session.context, record=record)


async def _rules(home: UUID | None, raised_on: date, session: Session) -> tuple[Layer, ...]:
    """Those in force at home on the day; who is not known has no home."""
    return () if home is None else await binding(home, raised_on, session, kinds=_RULES)


async def _record(event_id: UUID, session: Session) -> Recorded | None:
    """An event of the log, with all whom it concerns: those it names, and those whom its whole stream is about."""
    found = await session.recorded(event_id)
    if found is None:
        return None
    event = found.domain_event
    stream = await session.load(AGGREGATES[event.STREAM_TYPE], event.originator_id)
    concerned = frozenset([event.originator_id, *event.subjects(), *stream.concerns()])
    meeting_id = event.originator_id if event.STREAM_TYPE == Meeting.STREAM_TYPE else None
    return Recorded(event.event_id, found.actor, concerned, meeting_id)
