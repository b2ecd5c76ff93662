"""Brings a database to the state that the numbered SQL files beside this module describe.

Each file runs once, in order of its number, and is recorded with its SHA-256 in `public.schema_migration`.
A file is one transaction, unless its first line is `-- no-transaction` (for CREATE INDEX CONCURRENTLY and
the like): then its statements run one by one and must bear being run again after a failure half-way.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import asyncpg

from migrations.files import MigrationError, MigrationFile, read_files

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"

DIRECTORY = Path(__file__).parent

# Any constant will do, as long as nobody else takes advisory locks with it: the bytes of "gridledg".
_LOCK_KEY = int.from_bytes(b"gridledg", "big")
_LOCK_POLL_SECONDS = 0.1
_LOCK_TIMEOUT_SECONDS = 120.0

_CREATE_REGISTER = """
    CREATE TABLE IF NOT EXISTS public.schema_migration (
        version    integer PRIMARY KEY,
        name       text NOT NULL,
        sha256     text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    )
"""
_READ_REGISTER = "SELECT version, name, sha256 FROM public.schema_migration ORDER BY version"
_RECORD = "INSERT INTO public.schema_migration (version, name, sha256) VALUES ($1, $2, $3)"


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """Names of the files that are applied and of those that are pending, both in order."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether the database is where this version of the program needs it."""
        return not self.pending


async def migrate(dsn: str, directory: Path = DIRECTORY) -> list[str]:
    """Apply what is pending and answer the names of the files applied now, in order.

    Safe to call from several processes at once: one works, the others wait for it and find nothing to do.
    Raises MigrationError when a file changed after it was applied, when the database is ahead of the
    files, when a file fails, or when another process holds the lock for two minutes.
    """
    files = read_files(directory)
    connection = await asyncpg.connect(dsn, statement_cache_size=0)
    try:
        await _take_lock(connection)
        await connection.execute(_CREATE_REGISTER)
        pending = files[len(_matched(files, await _register(connection))) :]
        for file in pending:
            await _apply(connection, file)
        return [file.name for file in pending]
    finally:
        await connection.close()


async def status(connection: Connection, directory: Path = DIRECTORY) -> MigrationStatus:
    """Compare the database with the files, changing nothing; raises MigrationError where `migrate` would."""
    files = read_files(directory)
    applied = _matched(files, await _register(connection))
    names = tuple(file.name for file in files)
    return MigrationStatus(applied=names[: len(applied)], pending=names[len(applied) :])


async def _take_lock(connection: Connection) -> None:
    """Take the lock that the end of this session gives back."""
    # Polled, not awaited inside PostgreSQL: a blocked pg_advisory_lock holds a snapshot, and CREATE INDEX
    # CONCURRENTLY in the process that holds the lock would wait for that snapshot for ever.
    deadline = time.monotonic() + _LOCK_TIMEOUT_SECONDS
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK_KEY):
        if time.monotonic() > deadline:
            raise MigrationError(
                f"another process has been migrating this database for over {_LOCK_TIMEOUT_SECONDS:.0f} s; "
                "wait for it, or end the session that pg_locks shows with locktype 'advisory'"
            )
        await asyncio.sleep(_LOCK_POLL_SECONDS)


async def _register(connection: Connection) -> list[asyncpg.Record]:
    if await connection.fetchval("SELECT to_regclass('public.schema_migration')") is None:
        return []
    return await connection.fetch(_READ_REGISTER)


def _matched(files: Sequence[MigrationFile], register: Sequence[asyncpg.Record]) -> list[MigrationFile]:
    """The files that the register names, after checking that the two tell the same story."""
    by_version = {file.version: file for file in files}
    for row in register:
        file = by_version.get(row["version"])
        if file is None:
            raise MigrationError(
                f"the database is ahead: it has migration {row['version']:04d} ({row['name']}), which this "
                "version of the program does not know; run the newer version, or restore an older backup"
            )
        if file.sha256 != row["sha256"]:
            raise MigrationError(
                f"{file.name} was changed after it was applied; restore the file as it was, "
                "and put the change into a new migration"
            )
    applied = [by_version[row["version"]] for row in register]
    if list(files[: len(applied)]) != applied:
        missing = next(file for file in files if file not in applied)
        raise MigrationError(
            f"{missing.name} has a lower number than migrations already applied; "
            f"give it the next free number, {files[-1].version + 1:04d}"
        )
    return applied


async def _apply(connection: Connection, file: MigrationFile) -> None:
    try:
        if file.in_transaction:
            async with connection.transaction():
                await connection.execute(file.sql)
                await connection.execute(_RECORD, file.version, file.name, file.sha256)
        else:
            for statement in file.statements():
                await connection.execute(statement)
            await connection.execute(_RECORD, file.version, file.name, file.sha256)
    except asyncpg.PostgresError as error:
        outcome = "it was rolled back" if file.in_transaction else "statements before the failing one stand"
        raise MigrationError(f"{file.name} failed, {outcome}: {error}") from error
