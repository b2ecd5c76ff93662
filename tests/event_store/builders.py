"""Commands and events for tests of the store: small, valid, and different where a test says so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.core import DomainEvent, Occurred
from domain.core.ids import uuid7
from domain.meetings.events import ObserverRecorded
from event_store.records import CommandAppend, Source

COUNTY = "county-a"
OTHER_COUNTY = "county-b"
WHEN = Occurred("2026-11-18T11:30:00Z")


def observer(
    stream_id: UUID, version: int, *, event_id: UUID | None = None, member_id: UUID | None = None
) -> ObserverRecorded:
    """A small event of a meeting's stream."""
    return ObserverRecorded(
        originator_id=stream_id,
        originator_version=version,
        event_id=event_id or uuid7(),
        occurred_at=WHEN,
        reason=None,
        member_id=member_id or uuid7(),
    )


def command(
    *events: DomainEvent,
    key: UUID | None = None,
    body: bytes = b"body",
    reads: Mapping[UUID, int] | None = None,
    answer: bytes = b"answer",
    clock: datetime | None = None,
    subjects: Sequence[tuple[UUID, ...]] | None = None,
    **others: Any,
) -> CommandAppend:
    """A command that read what it appends to at the right versions, unless `reads` says otherwise."""
    read = {event.originator_id: event.originator_version - 1 for event in reversed(events)}
    key = key or uuid7()
    return CommandAppend(
        command_id=key,
        body_hash=hashlib.sha256(body).digest(),
        answer=answer,
        actor=others.pop("actor", "user:1"),
        capacity=others.pop("capacity", "BRANCH_SECRETARY"),
        correlation_id=others.pop("correlation_id", key),
        source=others.pop("source", Source("tests")),
        clock=clock,
        reads=read if reads is None else reads,
        events=events,
        subjects=[event.subjects() for event in events] if subjects is None else subjects,
        **others,
    )


def appends(
    count: int, stream_id: UUID | None = None, *, first_version: int = 1, **others: Any
) -> CommandAppend:
    """A command with `count` events of one stream (a new one by default)."""
    stream_id = stream_id or uuid7()
    versions = range(first_version, first_version + count)
    return command(*(observer(stream_id, version) for version in versions), **others)
