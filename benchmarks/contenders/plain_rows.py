"""The rows of an append, ready to be inserted by hand: what the append function writes, and nothing it thinks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from benchmarks.contenders.sample import recording
from event_store.mapper import EVENTS
from event_store.records import CommandAppend

TENANT = "county-0"
NOW = datetime(2025, 3, 18, 12, tzinfo=UTC)

EVENT_COLUMNS = {
    "tenant_id": "text",
    "position": "bigint",
    "event_id": "uuid",
    "stream_type": "text",
    "stream_id": "uuid",
    "version": "integer",
    "type": "text",
    "schema_version": "smallint",
    "occurred_at": "text",
    "recorded_at": "timestamptz",
    "actor": "text",
    "capacity": "text",
    "capacity_place": "uuid",
    "authority": "text",
    "command_id": "uuid",
    "correlation_id": "uuid",
    "causation_id": "uuid",
    "reason": "text",
    "source_client": "text",
    "source_batch": "text",
    "source_device": "text",
    "payload": "bytea",
}
SUBJECT_COLUMNS = {"tenant_id": "text", "subject_id": "uuid", "position": "bigint"}
COMMAND_COLUMNS = {
    "tenant_id": "text",
    "command_id": "uuid",
    "body_hash": "bytea",
    "first_position": "bigint",
    "last_position": "bigint",
    "recorded_at": "timestamptz",
    "answer": "bytea",
}
_POSITIONS = count(1)


@dataclass(frozen=True)
class Rows:
    """The rows of one command, a tuple each in the order of the columns above."""

    events: list[tuple[Any, ...]]
    subjects: list[tuple[Any, ...]]
    command: tuple[Any, ...]


def rows(events: int) -> Rows:
    """Those of a command with so many attendances."""
    command = recording(events)
    positions = [next(_POSITIONS) for _ in command.events]
    return Rows(
        events=[_event(command, position, index) for index, position in enumerate(positions)],
        subjects=[
            (TENANT, subject, position)
            for position, subjects in zip(positions, command.subjects, strict=True)
            for subject in subjects
        ],
        command=(
            TENANT,
            command.command_id,
            command.body_hash,
            positions[0],
            positions[-1],
            NOW,
            command.answer,
        ),
    )


def _event(command: CommandAppend, position: int, index: int) -> tuple[Any, ...]:
    event = command.events[index]
    stored = EVENTS.to_stored_event(event)
    return (
        TENANT,
        position,
        event.event_id,
        "meeting",
        event.originator_id,
        event.originator_version,
        stored.topic,
        1,
        "2025-03-18",
        NOW,
        command.actor,
        command.capacity,
        None,
        None,
        command.command_id,
        command.correlation_id,
        None,
        None,
        command.source.client,
        None,
        None,
        stored.state,
    )
