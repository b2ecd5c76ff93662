"""One record: an answer that told of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    """What a caller says that persons' data are read for."""

    RECORD_KEEPING = "RECORD_KEEPING"  # the work of the office that keeps the records
    ORGANISATION_LIFE = "ORGANISATION_LIFE"  # preparing and holding meetings
    REPORT = "REPORT"
    INSPECTION = "INSPECTION"
    COMPLAINT = "COMPLAINT"  # somebody objects to a record
    DATA_SUBJECT_REQUEST = "DATA_SUBJECT_REQUEST"  # the person asks what is kept
    SYNC = "SYNC"  # another system's copy
    SUPPORT = "SUPPORT"  # a fault is looked into


@dataclass(slots=True, kw_only=True)
class Reading:
    """Who read what of whom. It names persons by id and the document by its hash; nothing of what was read is in it."""

    reading_id: UUID
    tenant_id: str
    read_at: datetime
    account: str
    role: str
    place_id: UUID | None
    grid_id: UUID | None
    member_id: UUID | None  # the member behind the account
    client: str
    purpose: Purpose | None
    operation: str | None
    document: str  # SHA-256 of its text, in base 16
    document_name: str | None
    request_id: str
    position: int
    as_of: Sequence[int]  # positions
    field_groups: Sequence[str]
    # Of whom: a letter, then ":" and the UUID of a person, "@" and the position of an event, "#" and the UUID of a
    # leave or score entry. Whom those concern is looked up when this is kept.
    marks: Sequence[bytes]

    @property
    def size(self) -> int:
        """How much it is to keep: in marks, and one for the rest."""
        return 1 + len(self.marks)
