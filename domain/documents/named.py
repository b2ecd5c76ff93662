"""Documents that other entries name: each is of whom the entry is about, and there to be read."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple
from uuid import UUID

from domain.core import Refusal, RefusalCode
from domain.documents.state import Document


class NamedDocument(NamedTuple):
    """The document that a command names, and the organisations whose documents such an entry may name."""

    document: Document
    line: Container[UUID]  # the entry's own, and all above it; none where only its member's are named


def fits(
    named: NamedDocument | None, *path: str, member_id: UUID | None = None, index: int | None = None
) -> Refusal | None:
    """A document, if one is named, is about the entry's member or an organisation of its line, and not erased.

    Whoever follows the entry must not be shown a stranger's text. One about anybody else is refused as one of nowhere,
    be it erased or not: that it was sealed is for those to know who see it.
    """
    if named is None:
        return None
    document = named.document
    of_member = document.member_id is not None and document.member_id == member_id
    of_line = document.organisation_id is not None and document.organisation_id in named.line
    if not of_member and not of_line:
        return Refusal(RefusalCode.NOT_FOUND, path, index)
    return Refusal(RefusalCode.DOCUMENT_ERASED, path, index) if document.is_erased else None
