"""The addresses of the database for each role: given by the environment, or of an embedded PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from gridledger.data_directory import make_data_directory
from gridledger.embedded_postgres import OWNER, EmbeddedPostgres, InUseError
from gridledger.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """One database, three roles; asking for one that the environment left out raises SettingsError."""

    server: str
    given_projection: str | None
    given_migration: str | None

    @property
    def projection(self) -> str:
        """For the workers, who write the read models."""
        return _required("PROJECTION_DATABASE_URL", self.given_projection)

    @property
    def migration(self) -> str:
        """For migrations, as the owner of all tables."""
        return _required("MIGRATION_DATABASE_URL", self.given_migration)


def _required(name: str, value: str | None) -> str:
    if value is None:
        raise SettingsError(
            f"{name} is missing: set it to the database of DATABASE_URL, with the role for it"
        )
    return value


@contextlib.contextmanager
def database_urls(settings: Settings) -> Iterator[DatabaseUrls]:
    """The given database, or an embedded PostgreSQL that runs until the context ends.

    An embedded one that another process runs is used, and left running.

    Raises SettingsError, and EmbeddedPostgresError when the embedded one cannot start.
    """
    if settings.database_url is not None:
        yield DatabaseUrls(
            settings.database_url, settings.projection_database_url, settings.migration_database_url
        )
        return
    make_data_directory(settings.data_dir)
    postgres = EmbeddedPostgres(settings.data_dir / "postgres", binaries=settings.pg_bin)
    with contextlib.suppress(InUseError):  # another command of this installation runs it: share it
        postgres.start()
    try:
        yield DatabaseUrls(
            server=postgres.dsn(user="gridledger_app"),
            given_projection=postgres.dsn(user="gridledger_projector"),
            given_migration=postgres.dsn(user=OWNER),
        )
    finally:
        postgres.stop()
