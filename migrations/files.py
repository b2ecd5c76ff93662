"""The migration files on disk: `NNNN_name.sql`, each number once."""

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_FILE_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_NO_TRANSACTION = "-- no-transaction"


class MigrationError(Exception):
    """The database cannot be brought to the state of the migration files; the message says what to do."""


@dataclass(frozen=True, slots=True)
class MigrationFile:
    """One numbered file; `sha256` is the hexadecimal digest of its bytes."""

    version: int
    name: str
    sql: str
    sha256: str

    @property
    def in_transaction(self) -> bool:
        """Whether the file runs as one transaction."""
        return not self.sql.startswith(_NO_TRANSACTION)

    def statements(self) -> list[str]:
        """The statements of a file that runs without a transaction; each must end with `;` and a line end.

        PostgreSQL runs statements sent together as one transaction, so they have to be sent apart.
        """
        return [part for part in re.split(r"(?<=;)[ \t]*\n", self.sql) if _says_something(part)]


def read_files(directory: Path) -> tuple[MigrationFile, ...]:
    """All migration files of a directory in order; raises MigrationError for a bad name or number."""
    files = tuple(_read(path) for path in sorted(directory.glob("*.sql")))
    for one, next_one in pairwise(files):
        if one.version == next_one.version:
            raise MigrationError(f"{one.name} and {next_one.name} share a number; renumber one of them")
    return files


def _read(path: Path) -> MigrationFile:
    match = _FILE_NAME.fullmatch(path.name)
    if match is None:
        raise MigrationError(f"{path.name} is not named like 0001_lower_case.sql; rename it")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return MigrationFile(version=int(match[1]), name=path.name, sql=content.decode(), sha256=digest)


def _says_something(sql: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("--") for line in sql.splitlines())
