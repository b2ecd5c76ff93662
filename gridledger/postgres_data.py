"""The data directory of an embedded PostgreSQL: made once, private to the server's user, of one version."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from gridledger.os_processes import OtherUser
from gridledger.postgres_binaries import EmbeddedPostgresError, PostgresBinaries

SUPERUSER = "postgres"
OWNER = "gridledger_owner"  # runs the migrations, owns the database, is no superuser
DATABASE = "gridledger"


def make_private(directory: Path, user: OtherUser | None) -> None:
    """Make a directory that only the server's user may enter, or make sure that it is one."""
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        directory.mkdir(mode=0o700, exist_ok=True)
        if directory.is_symlink():
            raise EmbeddedPostgresError(f"{directory} is a symbolic link; remove it")
        if user is not None:
            if not user.may_enter(directory.parent):
                raise EmbeddedPostgresError(
                    f"PostgreSQL runs as user {user.uid} here, who may not enter {directory.parent}; "
                    "set GRIDLEDGER_DATA_DIR to a place that every user may pass through"
                )
            os.chown(directory, user.uid, user.gid)
        directory.chmod(0o700)
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"{directory} belongs to another user; remove it, or set GRIDLEDGER_DATA_DIR to another place"
        ) from error


def initialise(data: Path, binaries: PostgresBinaries, user: OtherUser | None) -> None:
    """Make a cluster with an empty database DATABASE that OWNER owns."""
    # Made beside its place and moved there when complete: being killed half-way leaves no half database.
    unfinished = data.with_name(data.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    options = ["-U", SUPERUSER, "-E", "UTF8", "-A", "trust", "--data-checksums", *binaries.locale_flags()]
    _run([binaries.directory / "initdb", "-D", unfinished, *options], user)
    _run(
        [binaries.directory / "postgres", "--single", "-D", unfinished, "postgres"],
        user,
        commands=f"CREATE ROLE {OWNER} LOGIN CREATEROLE\nCREATE DATABASE {DATABASE} OWNER {OWNER}\n",
    )
    unfinished.rename(data)


def check_version(data: Path, binaries: PostgresBinaries) -> None:
    """Refuse a cluster that another major version made."""
    made_by = (data / "PG_VERSION").read_text().strip()
    if re.fullmatch(r"\d+", made_by) is None or int(made_by) != binaries.major:
        raise EmbeddedPostgresError(
            f"{data} was made by PostgreSQL {made_by}, and {binaries.directory} is version {binaries.major}; "
            "set PG_BIN to the programs of the former, or remove the folder if its data is not needed"
        )


def _run(arguments: list[str | Path], user: OtherUser | None, commands: str = "") -> None:
    as_user = user.popen_arguments() if user else {}
    done = subprocess.run(
        arguments, input=commands, capture_output=True, text=True, cwd="/", check=False, **as_user
    )
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"{Path(arguments[0]).name} failed: {done.stderr.strip()}")
