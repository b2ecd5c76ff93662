"""One call of append_events while it is being filled: runs of commands become columns, rows become outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, assert_never
from uuid import UUID

from event_store.checks import PreparedCommand
from event_store.records import (
    AnsweredBefore,
    Appended,
    ClockBackwards,
    ClockForbidden,
    DuplicateEvent,
    KeyReused,
    Outcome,
    Stale,
)

if TYPE_CHECKING:
    import asyncpg

Run = Sequence[PreparedCommand]  # the commands of one caller, each decided upon what the earlier ones append

_COMMAND_COLUMNS, _READ_COLUMNS, _EVENT_COLUMNS, _SUBJECT_COLUMNS = 14, 3, 9, 2
_COLUMNS = _COMMAND_COLUMNS + 1 + _READ_COLUMNS + _EVENT_COLUMNS + _SUBJECT_COLUMNS
# tenant and found stand before the columns
APPEND = (
    "SELECT outcome, first_position, last_position, recorded_at, answer, stale "  # noqa: S608 - made of constants
    f"FROM event_store.append_events({', '.join(f'${n}' for n in range(1, _COLUMNS + 3))})"
)


class Call:
    """Runs that share a call. They are made into rows as they come, while the call before is under way."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs: list[Run] = []
        self._streams: dict[UUID, int] = {}  # number, from 1
        self._commands: list[tuple[Any, ...]] = []
        self._reads: list[tuple[int, int, int]] = []
        self._events: list[tuple[Any, ...]] = []
        self._subjects: list[tuple[int, UUID]] = []
        for run in runs:
            self.add(run)

    def add(self, run: Run) -> None:
        """Append a run to the call."""
        self.runs.append(run)
        for one in run:
            command, source = one.command, one.command.source
            self._commands.append(
                (
                    len(self.runs),
                    command.command_id,
                    command.body_hash,
                    command.answer,
                    command.actor,
                    command.capacity,
                    command.capacity_place,
                    command.authority,
                    command.correlation_id,
                    command.causation_id,
                    source.client,
                    source.batch,
                    source.device,
                    command.clock,
                )
            )
            self._add_details(len(self._commands), one)

    def _add_details(self, number: int, one: PreparedCommand) -> None:
        streams = self._streams
        for stream, version in one.command.reads.items():
            self._reads.append((number, streams.setdefault(stream, len(streams) + 1), version))
        for event, subjects in zip(one.events, one.command.subjects, strict=True):
            self._events.append(
                (
                    number,
                    event.event_id,
                    event.stream_type,
                    streams.get(event.originator_id, 0),  # 0: not among the reads; the function refuses it
                    event.topic,
                    event.schema_version,
                    event.occurred_at,
                    event.reason,
                    event.state,
                )
            )
            for subject in dict.fromkeys(subjects):
                self._subjects.append((len(self._events), subject))

    def columns(self) -> list[Sequence[Any]]:
        """The parameters of append_events after tenant and found: one sequence a column."""
        return [
            *_columns(self._commands, _COMMAND_COLUMNS),
            list(self._streams),
            *_columns(self._reads, _READ_COLUMNS),
            *_columns(self._events, _EVENT_COLUMNS),
            *_columns(self._subjects, _SUBJECT_COLUMNS),
        ]

    def outcomes(self, rows: Sequence[asyncpg.Record]) -> list[list[Outcome]]:
        """The outcomes of each run, by what append_events returned."""
        left = iter(rows)
        return [
            [_outcome(row, one) for row, one in zip(islice(left, len(run)), run, strict=True)]
            for run in self.runs
        ]


def _columns(rows: Sequence[tuple[Any, ...]], count: int) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True)) if rows else [()] * count


def _outcome(row: asyncpg.Record, one: PreparedCommand) -> Outcome:
    match row["outcome"]:
        case "appended":
            return Appended(
                row["first_position"], row["last_position"], row["recorded_at"], one.command.answer
            )
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
