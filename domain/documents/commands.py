"""Commands about documents."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core.command import Command
from domain.documents.events import DocumentKind, ErasureBasis


@dataclass(frozen=True, kw_only=True, slots=True)
class SealDocument(Command):
    """Let a text be sealed that is about a member or an organisation, one of the two. The text itself is elsewhere."""

    document_id: UUID
    kind: DocumentKind
    salted_sha256: str  # in base 16, of the salt and the text
    member_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EraseDocument(Command):
    """Let a sealed text be made unreadable for good."""

    document_id: UUID
    basis: ErasureBasis
