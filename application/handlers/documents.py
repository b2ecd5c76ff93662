"""Handlers of commands about documents."""

from __future__ import annotations

from application.session import Session
from domain.core import Decision
from domain.documents import decide
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.state import Document
from domain.membership.state import Member
from domain.organisation.state import Organisation


async def seal_document(command: SealDocument, session: Session) -> Decision:
    """Note that a text about a member or an organisation was sealed."""
    document = await session.load(Document, command.document_id)
    member = None if command.member_id is None else await session.load(Member, command.member_id)
    place = command.organisation_id
    organisation = None if place is None else await session.load(Organisation, place)
    return decide.seal_document(document, command, session.context, member=member, organisation=organisation)


async def erase_document(command: EraseDocument, session: Session) -> Decision:
    """Erase a text."""
    document = await session.load(Document, command.document_id)
    return decide.erase_document(document, command, session.context)
