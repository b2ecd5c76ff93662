"""A PostgreSQL for one benchmark: as durable as in production, and the same for all contenders."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from gridledger.database import DatabaseUrls
from gridledger.embedded_postgres import DATABASE, OWNER, SUPERUSER, EmbeddedPostgres
from migrations.runner import migrate

# fsync, full_page_writes and synchronous_commit stay at their defaults: on.
SETTINGS = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "max_connections": "200",
    "random_page_cost": "1.1",
}


class Server:
    """A running PostgreSQL and its databases."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self._postgres = postgres

    @property
    def pid(self) -> int:
        """Of the process above all its others."""
        return self._postgres.pid

    @property
    def socket_directory(self) -> Path:
        """Where it listens."""
        return self._postgres.socket_directory

    def dsn(self, database: str = DATABASE, user: str = OWNER) -> str:
        """The address of a database for a role."""
        return self._postgres.dsn(database, user)

    def urls(self, database: str = DATABASE) -> DatabaseUrls:
        """The addresses that a ledger needs."""
        return DatabaseUrls(
            self.dsn(database, "gridledger_app"),
            self.dsn(database, "gridledger_projector"),
            self.dsn(database, OWNER),
        )

    def environment(self, database: str = DATABASE) -> dict[str, str]:
        """The same as environment variables, for the command line."""
        urls = self.urls(database)
        return {
            "DATABASE_URL": urls.server,
            "PROJECTION_DATABASE_URL": urls.projection,
            "MIGRATION_DATABASE_URL": urls.migration,
        }

    def create(self, database: str, *, template: str | None = None, migrated: bool = False) -> None:
        """Make a database: empty, migrated, or a copy of another."""
        copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
        self.execute(f"CREATE DATABASE {database} OWNER {OWNER}{copied}", database="postgres", user=SUPERUSER)
        if migrated:
            asyncio.run(migrate(self.dsn(database)))

    def execute(self, sql: str, *, database: str = DATABASE, user: str = OWNER) -> None:
        """Run statements."""

        async def run() -> None:
            connection = await asyncpg.connect(self.dsn(database, user))
            try:
                await connection.execute(sql)
            finally:
                await connection.close()

        asyncio.run(run())


@contextmanager
def server(settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A new PostgreSQL in a temporary directory, with an empty migrated database ``gridledger``."""
    folder = Path(tempfile.mkdtemp(prefix="gridledger-bench-"))
    folder.chmod(0o755)  # its user, when we are root, must be able to pass through
    try:
        with EmbeddedPostgres(folder / "postgres", settings={**SETTINGS, **(settings or {})}) as postgres:
            running = Server(postgres)
            asyncio.run(migrate(running.dsn()))
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)
