"""The same rows inserted without any rule: `python -m benchmarks.contenders.plain_insert`.

Many clients, one lane: whatever queued during the previous commit goes as one ``INSERT … SELECT FROM unnest``. The
tables are copies of the log's own, indexes and checks included. ``copy`` in place of clients measures the ceiling.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import asyncpg

from benchmarks.contenders.plain_rows import COMMAND_COLUMNS, EVENT_COLUMNS, SUBJECT_COLUMNS, Rows, rows
from benchmarks.harness.worker import serve_rounds_async

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection
Queue = asyncio.Queue[tuple[Rows, "asyncio.Future[None]"]]
COPIED_AT_ONCE = 10_000  # rows

TABLES = """
    DROP SCHEMA IF EXISTS plain CASCADE;
    CREATE SCHEMA plain;
    CREATE TABLE plain.event (LIKE event_store.event INCLUDING ALL);
    CREATE TABLE plain.event_subject (LIKE event_store.event_subject INCLUDING ALL);
    CREATE TABLE plain.command (LIKE event_store.command INCLUDING ALL);
"""


def insert(table: str, columns: dict[str, str]) -> str:
    """One statement for any number of rows."""
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(columns.values(), 1))
    return f"INSERT INTO plain.{table} SELECT * FROM unnest({arrays})"


INSERT_EVENTS = insert("event", EVENT_COLUMNS)
INSERT_SUBJECTS = insert("event_subject", SUBJECT_COLUMNS)
INSERT_COMMANDS = insert("command", COMMAND_COLUMNS)


class Lane:
    """One connection; takes what has queued, writes it in one transaction, tells who waits."""

    def __init__(self, connection: Connection, *, everything: bool) -> None:
        self._connection = connection
        self._everything = everything
        self._queue: Queue = asyncio.Queue()

    async def put(self, made: Rows) -> None:
        """Write one command's rows; returns when they are committed."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((made, done))
        await done

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._write([made for made, _ in batch])
            for _, done in batch:
                done.set_result(None)

    async def _write(self, batch: Sequence[Rows]) -> None:
        events = [row for made in batch for row in made.events]
        if not self._everything:
            await self._connection.execute(INSERT_EVENTS, *zip(*events, strict=True))
            return
        subjects = [row for made in batch for row in made.subjects]
        async with self._connection.transaction():
            await self._connection.execute(INSERT_EVENTS, *zip(*events, strict=True))
            await self._connection.execute(INSERT_SUBJECTS, *zip(*subjects, strict=True))
            await self._connection.execute(
                INSERT_COMMANDS, *zip(*(made.command for made in batch), strict=True)
            )


class Inserts:
    """Rounds of it: {"clients", "commands", "events" a command, "how": "event", "everything" or "copy"}."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def prepare(self, request: dict[str, Any]) -> tuple[str, list[list[Rows]]]:
        """The rows of each client."""
        clients = request["clients"]
        each = request["commands"] // clients
        return request["how"], [[rows(request["events"]) for _ in range(each)] for _ in range(clients)]

    async def do(self, work: tuple[str, list[list[Rows]]]) -> dict[str, Any]:
        """Write them; counts events."""
        how, clients = work
        if how == "copy":
            await self._copy([row for client in clients for made in client for row in made.events])
        else:
            await self._insert(clients, everything=how == "everything")
        return {"count": sum(len(made.events) for client in clients for made in client)}

    async def _insert(self, clients: list[list[Rows]], *, everything: bool) -> None:
        lane = Lane(self._connection, everything=everything)

        async def client(commands: list[Rows]) -> None:
            for made in commands:
                await lane.put(made)

        running = asyncio.create_task(lane.run())
        await asyncio.gather(*map(client, clients))
        running.cancel()

    async def _copy(self, events: list[tuple[Any, ...]]) -> None:
        for start in range(0, len(events), COPIED_AT_ONCE):
            await self._connection.copy_records_to_table(
                "event", schema_name="plain", records=events[start : start + COPIED_AT_ONCE]
            )


async def main() -> None:
    """Serve rounds."""
    connection = await asyncpg.connect(os.environ["MIGRATION_DATABASE_URL"])
    await connection.execute(TABLES)
    inserts = Inserts(connection)
    await serve_rounds_async(inserts.prepare, inserts.do)


if __name__ == "__main__":
    asyncio.run(main())
