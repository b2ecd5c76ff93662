"""State of a document."""

from __future__ import annotations

from uuid import UUID

from domain.core import Aggregate


class Document(Aggregate):
    """A sealed text, about a member or an organisation. Each of its events names which."""

    STREAM_TYPE = "document"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.organisation_id: UUID | None = None
        self.is_erased = False
