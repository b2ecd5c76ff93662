"""PostgreSQL for tests: one shared server, a migrated template, and a database of its own for each test."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from gridledger.embedded_postgres import OWNER, SUPERUSER, EmbeddedPostgres
from migrations import migrate

# A shared test server never has to survive a power cut.
UNSAFE_BUT_FAST = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}

T = TypeVar("T")
TEMPLATE = "gridledger_template"
_MEMORY = Path("/dev/shm")
_ENOUGH_MEMORY_BYTES = 2 * 1024**3


class Server(Protocol):
    """A running PostgreSQL that knows its addresses."""

    def dsn(self, database: str, user: str) -> str: ...


@dataclass(frozen=True, slots=True)
class ExternalServer:
    """The server of TEST_DATABASE_URL, a superuser's URL; PGPASSWORD or .pgpass know the other passwords."""

    url: str

    def dsn(self, database: str, user: str) -> str:
        parts = urlsplit(self.url)
        if user == SUPERUSER:
            return urlunsplit(parts._replace(path=f"/{database}"))
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{quote(user)}@{host}", path=f"/{database}"))


@dataclass(frozen=True, slots=True)
class Database:
    """One test's own migrated database."""

    server: Server
    name: str

    def dsn(self, user: str = OWNER) -> str:
        """The address for a role: OWNER (migrations), gridledger_app, gridledger_projector or SUPERUSER."""
        return self.server.dsn(self.name, user)


class Databases:
    """Makes databases from a template that is migrated once.

    The statements run on a thread with an event loop of its own, so that fixtures of any kind may call this.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="databases")
        self._numbers = itertools.count(1)
        self._made: dict[str, tuple[Database, Any]] = {}
        self._thread.submit(self._loop.run_until_complete, self._open()).result()

    def create(self, template: str = TEMPLATE) -> Database:
        """A fresh database: migrated, or whatever the one is that it is copied from, to which nobody is connected."""
        name = f"test_{next(self._numbers)}"
        # On PostgreSQL 15 and 18 alike FILE_COPY takes 7 ms in memory, WAL_LOG 12.
        self._execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} STRATEGY FILE_COPY")
        return Database(self._server, name)

    def made(self, name: str, make: Callable[[Database], T]) -> tuple[Database, T]:
        """A database that nobody changes once it is made, to be copied or read, and what making it gave; made once."""
        if name not in self._made:
            database = self.create()
            self._made[name] = database, make(database)
        return self._made[name]

    def drop(self, database: Database) -> None:
        """Drop a database together with the connections that a test left open."""
        self._execute(f"DROP DATABASE {database.name} WITH (FORCE)")

    def close(self) -> None:
        self._thread.submit(self._loop.run_until_complete, self._connection.close()).result()
        self._thread.shutdown()
        self._loop.close()

    async def _open(self) -> None:
        self._connection = await asyncpg.connect(self._server.dsn("postgres", SUPERUSER))
        leftovers = await self._connection.fetch(
            "SELECT datname FROM pg_database WHERE datname = $1 OR datname ~ '^test_[0-9]+$'", TEMPLATE
        )
        for row in leftovers:
            await self._connection.execute(f"DROP DATABASE {row['datname']} WITH (FORCE)")
        if not await self._connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", OWNER):
            await self._connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE")
        await self._connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 OWNER {OWNER}")
        await migrate(self._server.dsn(TEMPLATE, OWNER))

    def _execute(self, statement: str) -> None:
        self._thread.submit(self._loop.run_until_complete, self._connection.execute(statement)).result()


class PrivateCluster:
    """A server of one test alone, as durable as in production, that the test may stop and kill."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self.postgres = postgres

    def dsn(self, user: str = OWNER) -> str:
        """The address of the migrated database for a role."""
        return self.postgres.dsn(user=user)

    def start(self) -> None:
        self.postgres.start()

    def stop(self) -> None:
        self.postgres.stop()

    def kill(self) -> None:
        """SIGKILL to the server and all its backends; `start` brings it back by crash recovery."""
        self.postgres.kill()

    def restart(self) -> None:
        self.stop()
        self.start()


@contextlib.contextmanager
def temporary_directory(*, in_memory: bool = False) -> Iterator[Path]:
    """A directory below which the user that stands in for root can live (pytest's tmp_path shuts it out)."""
    base = _MEMORY if in_memory and _is_roomy(_MEMORY) else None
    directory = Path(tempfile.mkdtemp(prefix="gridledger-test-", dir=base))
    directory.chmod(0o711)
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


def _is_roomy(directory: Path) -> bool:
    return directory.is_dir() and shutil.disk_usage(directory).free > _ENOUGH_MEMORY_BYTES


@contextlib.contextmanager
def shared_server(binaries: Path | None) -> Iterator[EmbeddedPostgres]:
    """A server for a whole test session."""
    with (
        temporary_directory(in_memory=True) as directory,
        EmbeddedPostgres(directory / "shared", binaries=binaries, settings=UNSAFE_BUT_FAST) as postgres,
    ):
        yield postgres


@contextlib.contextmanager
def private_cluster(binaries: Path | None) -> Iterator[PrivateCluster]:
    """A migrated server of its own, with every safety on."""
    with (
        temporary_directory() as directory,
        EmbeddedPostgres(directory / "private", binaries=binaries) as postgres,
    ):
        asyncio.run(migrate(postgres.dsn()))
        yield PrivateCluster(postgres)
