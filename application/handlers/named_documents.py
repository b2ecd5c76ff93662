"""The sealed document that a command names, with what its decision asks about it."""

from __future__ import annotations

from uuid import UUID

from application.handlers.lines import above_of
from application.session import Session
from domain.documents.named import NamedDocument
from domain.documents.state import Document


async def named_document(
    document_id: UUID | None, session: Session, *, at: UUID | None
) -> NamedDocument | None:
    """The document, if one is named, for an entry that belongs to the organisation ``at``.

    Its stream is read though it may not be there: one that is sealed or erased meanwhile makes the command stale.
    """
    if document_id is None:
        return None
    document = await session.load(Document, document_id)
    if document.organisation_id is None or at is None:
        return NamedDocument(document, ())
    return NamedDocument(document, frozenset([at, *await above_of(at, session)]))
