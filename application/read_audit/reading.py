"""One record: an answer that told of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson


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


@dataclass(frozen=True, slots=True)
class Written:
    """A record as it waits to be kept: nothing that could fail is left to be done about it."""

    json: bytes  # an object, as `read_audit.write` reads it
    request_id: str
    size: int  # how much it is to keep: in marks, and one for the rest


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
    # Of whom: a letter, then ":" and the UUID of a person, "@" and the position of an event, "#" and the UUID of
    # what is somebody's, as of a leave. Whom those concern is looked up when this is kept.
    marks: Sequence[bytes]

    def written(self) -> Written:
        """The record in bytes. Raises TypeError for what cannot be written, which is a fault of the program."""
        # Marks need no escaping, and there may be thousands.
        marks = b'["' + b'","'.join(self.marks) + b'"]' if self.marks else b"[]"
        told = {**{name: getattr(self, name) for name in _COLUMNS}, "marks": orjson.Fragment(marks)}
        return Written(orjson.dumps(told, default=_plain), self.request_id, 1 + len(self.marks))


_COLUMNS = [field.name for field in fields(Reading) if field.name != "marks"]


def _plain(value: Any) -> str:
    """A UUID of the database's driver is of a class of its own, which orjson does not take for one."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
