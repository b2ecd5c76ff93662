"""Who opened which sealed document, or held a text against it: recorded before anything of it is told."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from uuid import UUID

from application.read_audit import Purpose, ReadAuditUnavailableError
from event_store.connections import Connections
from event_store.errors import EventStoreError

_WRITE = "SELECT read_audit.write_opening($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One record, in the order of what keeps it; it names nobody and says nothing of the text."""

    tenant_id: str
    opening_id: UUID
    document_id: UUID
    person_id: UUID | None  # whom the document is about
    was_checked: bool  # a text was held against it; False: it was read
    account: str
    role: str
    place_id: UUID | None
    member_id: UUID | None  # the member behind the account
    client: str
    purpose: Purpose | None
    request_id: str


class Openings:
    """Keeps records of openings."""

    def __init__(self, connections: Connections) -> None:
        """``connections`` are those of the read audit: slow queries keep no record from being written."""
        self._connections = connections

    async def record(self, opening: Opening) -> None:
        """Keep a record. Raises ReadAuditUnavailableError: then nothing of the text may be told."""
        try:
            await self._connections.fetch(_WRITE, *astuple(opening))
        except EventStoreError as error:
            raise ReadAuditUnavailableError(ReadAuditUnavailableError.__doc__) from error
