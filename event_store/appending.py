"""One call of the append function: commands become columns, rows become outcomes."""

# ruff: noqa: S608 - the statement is made of constants

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any, assert_never
from uuid import UUID

from event_store.checks import PreparedCommand
from event_store.connections import Connections
from event_store.errors import MalformedAppendError
from event_store.records import (
    AnsweredBefore,
    Appended,
    ClockBackwards,
    ClockForbidden,
    DuplicateEvent,
    KeyReused,
    Malformed,
    Mode,
    Outcome,
    Stale,
)

if TYPE_CHECKING:
    import asyncpg

_NO_VERSION = -1  # at which no stream ever is
_PARAMETERS = 29
_APPEND = (
    "SELECT outcome, first_position, last_position, recorded_at, answer, stale "
    f"FROM event_store.append_events({', '.join(f'${n}' for n in range(1, _PARAMETERS + 1))})"
)


async def append_prepared(
    connections: Connections, tenant: str, prepared: Sequence[PreparedCommand], found: Mode | None
) -> list[Outcome]:
    """Append in one transaction; one by one if the database finds a fault, so that no neighbour suffers."""
    if not prepared:
        return []
    try:
        rows = await connections.fetch_append(_APPEND, tenant, found, *columns(prepared))
    except MalformedAppendError as error:
        if len(prepared) == 1:
            return [Malformed(error)]
        return await _append_one_by_one(connections, tenant, prepared, found)
    return [_outcome(row) for row in rows]


async def _append_one_by_one(
    connections: Connections, tenant: str, prepared: Sequence[PreparedCommand], found: Mode | None
) -> list[Outcome]:
    outcomes = []
    unsettled: set[UUID] = set()
    for one in prepared:
        outcomes += await append_prepared(connections, tenant, [unsettle(one, unsettled)], found)
        if not isinstance(outcomes[-1], Appended):
            unsettled |= one.command.writes
    return outcomes


def unsettle(prepared: PreparedCommand, unsettled: Set[UUID]) -> PreparedCommand:
    """The command, made stale if it read a stream that an earlier command was to write and did not.

    It may have been decided on events that never came, even if the stream now stands at the version it read.
    The append function sees to that within one call; this is for commands that do not share one.
    """
    read = prepared.command.reads
    lost = dict.fromkeys(unsettled & read.keys(), _NO_VERSION)
    return replace(prepared, command=replace(prepared.command, reads={**read, **lost})) if lost else prepared


def columns(prepared: Sequence[PreparedCommand]) -> tuple[list[Any], ...]:
    """The parameters of append_events after tenant and found: one list a column."""
    commands = [one.command for one in prepared]
    reads = [
        (number, stream, version)
        for number, command in enumerate(commands, 1)
        for stream, version in command.reads.items()
    ]
    events = [(number, event) for number, one in enumerate(prepared, 1) for event in one.events]
    subjects_by_event = [subjects for command in commands for subjects in command.subjects]
    subjects = [(number, subject) for number, named in enumerate(subjects_by_event, 1) for subject in named]
    return (
        [command.command_id for command in commands],
        [command.body_hash for command in commands],
        [command.answer for command in commands],
        [command.actor for command in commands],
        [command.capacity for command in commands],
        [command.capacity_place for command in commands],
        [command.authority for command in commands],
        [command.correlation_id for command in commands],
        [command.causation_id for command in commands],
        [command.source.client for command in commands],
        [command.source.batch for command in commands],
        [command.source.device for command in commands],
        [command.clock for command in commands],
        [number for number, _, _ in reads],
        [stream for _, stream, _ in reads],
        [version for _, _, version in reads],
        [number for number, _ in events],
        [event.event_id for _, event in events],
        [event.stream_type for _, event in events],
        [event.originator_id for _, event in events],
        [event.topic for _, event in events],
        [event.schema_version for _, event in events],
        [event.occurred_at for _, event in events],
        [event.reason for _, event in events],
        [event.state for _, event in events],
        [number for number, _ in subjects],
        [subject for _, subject in subjects],
    )


def _outcome(row: asyncpg.Record) -> Outcome:
    match row["outcome"]:
        case "appended":
            return Appended(row["first_position"], row["last_position"], row["recorded_at"], row["answer"])
        case "answered":
            return AnsweredBefore(
                row["first_position"], row["last_position"], row["recorded_at"], row["answer"]
            )
        case "stale":
            current = json.loads(row["stale"])
            return Stale({UUID(stream): version for stream, version in current.items()})
        case "key_reused":
            return KeyReused()
        case "duplicate_event":
            return DuplicateEvent()
        case "clock_backwards":
            return ClockBackwards()
        case "clock_forbidden":
            return ClockForbidden()
        case other:
            assert_never(other)
