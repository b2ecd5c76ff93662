"""Sends one call of append_events, and finds out what came of every run in it, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Union
from uuid import UUID

from msgspec.structs import replace

from event_store.call import APPEND, Call, Run
from event_store.checks import PreparedCommand
from event_store.connections import AppendConnection
from event_store.errors import EventStoreError, MalformedAppendError, OutcomeUnknownError
from event_store.records import Appended, Malformed, Mode, Outcome

RunOutcome = Union[list[Outcome], EventStoreError]  # noqa: UP007 - an alias that reads in annotations and isinstance

_NO_VERSION = -1  # at which no stream ever is


async def append_call(
    connection: AppendConnection, tenant: str, call: Call, found: Mode | None = None
) -> list[RunOutcome]:
    """Append in one transaction; what came of each run, in their order.

    If the database finds a fault, the runs go again one by one, so that no caller suffers from another's.
    """
    try:
        rows = await connection.fetch_append(APPEND, tenant, found, *call.columns())
    except MalformedAppendError as error:
        return await _runs_apart(connection, tenant, call.runs, found, error)
    except EventStoreError as error:
        return [error.again() for _ in call.runs]
    return [*call.outcomes(rows)]


async def _runs_apart(
    connection: AppendConnection,
    tenant: str,
    runs: Sequence[Run],
    found: Mode | None,
    error: MalformedAppendError,
) -> list[RunOutcome]:
    if len(runs) > 1:
        apart: list[RunOutcome] = []
        for run in runs:
            apart += await append_call(connection, tenant, Call([run]), found)
        return apart
    if len(runs[0]) > 1:
        return [await _commands_apart(connection, tenant, runs[0], found)]
    return [[Malformed(error)]]


async def _commands_apart(
    connection: AppendConnection, tenant: str, run: Run, found: Mode | None
) -> RunOutcome:
    outcomes: list[Outcome] = []
    unsettled: set[UUID] = set()
    for one in run:
        [came] = await append_call(connection, tenant, Call([[unsettle(one, unsettled)]]), found)
        if isinstance(came, EventStoreError):
            # Whoever reads "nothing was done" must find nothing: not so once an earlier command has its own commit.
            kept = any(isinstance(outcome, Appended) for outcome in outcomes)
            return OutcomeUnknownError(came.detail, code=came.code) if kept else came
        outcomes += came
        if not isinstance(came[0], Appended):
            unsettled |= one.command.writes
    return outcomes


def unsettle(prepared: PreparedCommand, unsettled: Set[UUID]) -> PreparedCommand:
    """The command, made stale if it read a stream that an earlier command was to write and did not.

    It may have been decided on events that never came, even if the stream now stands at the version it read.
    The append function sees to that within one call; this is for commands of a run that do not share one.
    """
    if not unsettled or unsettled.isdisjoint(prepared.command.reads):
        return prepared
    read = prepared.command.reads
    lost = dict.fromkeys(unsettled & read.keys(), _NO_VERSION)
    return replace(prepared, command=replace(prepared.command, reads={**read, **lost}))
