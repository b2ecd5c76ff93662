"""Reads a county's log by whole commands: what one command appended is folded together or not at all.

A snapshot of the read models then never shows half a command, and a position that they reflect is always the last of a
command.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import NamedTuple

from event_store.reading import LogReader
from event_store.records import LoggedEvent


class Batch(NamedTuple):
    """Events of whole commands, in order; ``more`` says whether the log goes on after them."""

    records: list[LoggedEvent]
    more: bool


async def read_batch(log: LogReader, tenant: str, after: int, events: int, up_to: int | None = None) -> Batch:
    """The next commands after a position, of at most so many ``events`` unless the first command alone is longer.

    ``after`` and ``up_to`` are the last positions of commands.
    """
    while True:
        records = await log.read_log_to_fold(tenant, after, events + 1, up_to)
        if len(records) <= events:
            return Batch(records, more=False)  # a command's events commit together: the last one is whole
        whole = whole_before(records, events)
        if whole:
            return Batch(records[:whole], more=True)
        events *= 2


async def batches(
    log: LogReader, tenant: str, after: int, events: int, up_to: int
) -> AsyncGenerator[Batch, None]:
    """All of them in order, at least one; the next is read while the one before is folded."""
    reading = asyncio.create_task(read_batch(log, tenant, after, events, up_to))
    try:
        while True:
            batch = await reading
            if not batch.more:
                yield batch
                return
            after = batch.records[-1].position
            reading = asyncio.create_task(read_batch(log, tenant, after, events, up_to))
            yield batch
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)  # whatever it met, nobody waits for it any more


def whole_before(records: Sequence[LoggedEvent], index: int) -> int:
    """How many events stand before the command to which the event at ``index`` belongs."""
    command_id = records[index].command_id
    while index and records[index - 1].command_id == command_id:
        index -= 1
    return index


def ends_command(records: Sequence[LoggedEvent], index: int) -> bool:
    """Whether the event at ``index`` is its command's last in a batch."""
    return index + 1 == len(records) or records[index + 1].command_id != records[index].command_id
