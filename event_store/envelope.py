"""The canonical bytes of an event's envelope, format 1. Hashes, proofs and seals rest on them.

A verifier needs nothing but this text. The bytes are a sequence of netstrings, each the decimal length of its
content in bytes, a colon, the content, and a comma, with nothing between them: first the literal
``gridledger.event.1``, then every field of `Envelope` in its order, which is the order of the columns of
``event_store.event``. Content by type:

- text: UTF-8, as stored;
- whole numbers: decimal digits, no sign, no leading zero;
- UUIDs: 36 characters, lower case, hyphenated;
- ``occurred_at``: as stored, in one of four precisions: ``2026``, ``2026-11``, ``2026-11-18``, or an instant
  in UTC as ``2026-11-18T11:30:00Z`` or with exactly six decimals of a second;
- ``recorded_at``: an instant in UTC with exactly six decimals, ``2026-11-18T11:30:00.000000Z``;
- payload: its bytes as they are;
- an absent optional field: the empty netstring ``0:,``. A present value is never empty, so the two cannot be
  confused.

So there is exactly one sequence of bytes for an envelope, and one envelope for such a sequence.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from domain.core import Occurred

FORMAT = b"gridledger.event.1"
_MAX_LENGTH_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything that is kept of an event, in the order of the columns and of the canonical bytes."""

    tenant_id: str
    position: int
    event_id: UUID
    stream_type: str
    stream_id: UUID
    version: int
    type: str
    schema_version: int
    occurred_at: Occurred
    recorded_at: datetime
    actor: str
    capacity: str
    capacity_place: UUID | None
    authority: str | None
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None
    reason: str | None
    source_client: str
    source_batch: str | None
    source_device: str | None
    payload: bytes


COLUMNS = tuple(field.name for field in fields(Envelope))
OPTIONAL = frozenset(
    {"capacity_place", "authority", "causation_id", "reason", "source_batch", "source_device"}
)
_NUMBERS = frozenset({"position", "version", "schema_version"})
_UUIDS = frozenset(
    {"event_id", "stream_id", "capacity_place", "command_id", "correlation_id", "causation_id"}
)


def encode_envelope(envelope: Envelope) -> bytes:
    """The canonical bytes. ValueError: a present value is empty, or ``recorded_at`` has no time zone."""
    parts = [_netstring(FORMAT)]
    for name in COLUMNS:
        value = getattr(envelope, name)
        if value is None and name in OPTIONAL:
            parts.append(b"0:,")
        elif content := _content(value):
            parts.append(_netstring(content))
        else:
            raise ValueError(f"{name} is empty")
    return b"".join(parts)


def decode_envelope(data: bytes) -> Envelope:
    """The envelope of canonical bytes. ValueError for what `encode_envelope` would not write."""
    first, *contents = _split(data)
    if first != FORMAT:
        raise ValueError(f"format {first!r} is not {FORMAT!r}")
    if len(contents) != len(COLUMNS):
        raise ValueError(f"{len(contents)} fields, not {len(COLUMNS)}")
    values: list[Any] = [_value(name, content) for name, content in zip(COLUMNS, contents, strict=True)]
    envelope = Envelope(*values)
    # What reads alike but is written otherwise (007, upper case, +00:00) shows here.
    if encode_envelope(envelope) != data:
        raise ValueError("not the canonical bytes of this envelope")
    return envelope


def _netstring(content: bytes) -> bytes:
    return b"%d:%b," % (len(content), content)


def _content(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("recorded_at needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z").encode()
    if isinstance(value, int) and value <= 0:
        raise ValueError("numbers count from 1")
    return str(value).encode()


def _split(data: bytes) -> list[bytes]:
    contents = []
    start = 0
    while start < len(data):
        colon = data.find(b":", start, start + _MAX_LENGTH_DIGITS + 1)
        if colon < 0 or not data[start:colon].isdigit():
            raise ValueError(f"no netstring at byte {start}")
        end = colon + 1 + int(data[start:colon])
        if data[end : end + 1] != b",":
            raise ValueError(f"the netstring at byte {start} does not end with a comma")
        contents.append(data[colon + 1 : end])
        start = end + 1
    if not contents:
        raise ValueError("no bytes")
    return contents


def _value(name: str, content: bytes) -> object:
    if not content:
        if name in OPTIONAL:
            return None
        raise ValueError(f"{name} is empty")
    if name == "payload":
        return content
    text = content.decode()
    if name in _NUMBERS:
        return int(text)
    if name in _UUIDS:
        return UUID(text)
    if name == "recorded_at":
        return datetime.fromisoformat(text)
    if name == "occurred_at":
        return Occurred.parse(text)
    return text
