"""Handlers of commands about obligations."""

from __future__ import annotations

from application.handlers.fact_days import first_day
from application.handlers.lines import home_of
from application.handlers.named_documents import named_document
from application.session import Session
from domain.core import Decision
from domain.membership.state import Member
from domain.obligations import decide
from domain.obligations.commands import (
    AssignObligation,
    FulfilObligation,
    ReconcileObligation,
    WaiveObligation,
)
from domain.obligations.grounds import SubjectKind, obligation_id
from domain.obligations.state import Obligation
from domain.organisation.state import Organisation


async def reconcile_obligation(command: ReconcileObligation, session: Session) -> Decision:
    """Bring an obligation to what rules demand, with a look at the one it continues."""
    id_ = obligation_id(command.subject_id, command.consequence, command.key)
    of_member = command.subject_kind is SubjectKind.MEMBER
    before = command.continues
    return decide.reconcile_obligation(
        await session.load(Obligation, id_),
        command,
        session.context,
        subject=await session.load(Member if of_member else Organisation, command.subject_id),
        organisation=await session.load(Organisation, command.organisation_id),
        continued=None if before is None else await session.load(Obligation, before),
    )


async def assign_obligation(command: AssignObligation, session: Session) -> Decision:
    """Have a member see to it, with a look at the member's home."""
    obligation = await session.load(Obligation, command.obligation_id)
    home = await home_of(command.assignee_id, session.context.today, session)
    return decide.assign_obligation(obligation, command, session.context, home=home)


async def fulfil_obligation(command: FulfilObligation, session: Session) -> Decision:
    """Record what was done, with a look at the days of what it was done about."""
    obligation = await session.load(Obligation, command.obligation_id)
    of_organisation = obligation.subject_kind is SubjectKind.ORGANISATION
    at = obligation.subject_id if of_organisation else obligation.organisation_id
    document = await named_document(command.document_id, session, at=at)
    since = await first_day(obligation.facts, session)
    return decide.fulfil_obligation(obligation, command, session.context, document=document, since=since)


async def waive_obligation(command: WaiveObligation, session: Session) -> Decision:
    """Let it be."""
    obligation = await session.load(Obligation, command.obligation_id)
    return decide.waive_obligation(obligation, command, session.context)
