"""The sealed document that a command names, with what its decision asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from application.handlers.lines import above_of
from application.session import Session
from domain.documents.named import NamedDocument
from domain.documents.state import Document


async def named_document(
    document_id: UUID | None, session: Session, *, at: UUID | None = None
) -> NamedDocument | None:
    """The document, if one is named, for an entry that belongs to the organisation ``at``.

    Without ``at`` only one about the entry's member fits: what members give names nothing that they may not see.

    Its stream is read though it may not be there: one that is sealed or erased meanwhile makes the command stale.
    """
    if document_id is None:
        return None
    return (await named_documents([document_id], session, at=at))[document_id]


async def named_documents(
    document_ids: Iterable[UUID], session: Session, *, at: UUID | None
) -> dict[UUID, NamedDocument]:
    """The same of several, by id; what lies above is looked at only where one is an organisation's."""
    documents = await session.load_many(Document, document_ids)
    line: frozenset[UUID] = frozenset()
    if at is not None and any(document.organisation_id for document in documents.values()):
        line = frozenset([at, *await above_of(at, session)])
    return {id_: NamedDocument(document, line) for id_, document in documents.items()}
