"""One record: an answer that told of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from application.read_audit.persons import Told


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
    told: Told

    @property
    def size(self) -> int:
        """Bytes that it takes while it waits."""
        return len(self.json) + len(self.told.ids) + _OBJECTS

    @property
    def to_send(self) -> int:
        """Bytes that it takes to keep it: those of its persons only where they are not kept yet."""
        is_known = self.told.persons is not None and self.told.persons.is_kept
        return len(self.json) if is_known else self.size


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
    told: Told

    def written(self) -> Written:
        """The record in bytes. Raises TypeError for what cannot be written, which is a fault of the program."""
        record = {name: getattr(self, name) for name in _COLUMNS}
        if self.told.persons is not None:
            record["set_id"] = self.told.persons.set_id
        else:  # marks need no escaping, and there may be thousands
            record["marks"] = orjson.Fragment(b'["' + b'","'.join(self.told.marks) + b'"]')
        return Written(orjson.dumps(record, default=_plain), self.request_id, self.told)


_COLUMNS = [field.name for field in fields(Reading) if field.name != "told"]
_OBJECTS = 500  # bytes of a record's Python objects


def _plain(value: Any) -> str:
    """A UUID of the database's driver is of a class of its own, which orjson does not take for one."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
