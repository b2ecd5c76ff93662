"""Where a development installation keeps what it makes: the embedded database and a secret."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

from gridledger.os_processes import user_instead_of_root

_PROJECT = Path(__file__).resolve().parent.parent
_FOR_ROOT = Path("/var/lib/gridledger")
_SECRET_BYTES = 32


def default_data_directory(project: Path = _PROJECT) -> Path:
    """`.gridledger` in the project; for root, whose PostgreSQL runs as another user, a place that it reaches.

    Each project folder has its own, so that two clones do not share a database.
    """
    user = user_instead_of_root()
    if user is None or user.may_enter(project):
        return project / ".gridledger"
    return _FOR_ROOT / hashlib.sha256(os.fsencode(project)).hexdigest()[:12]


def make_data_directory(directory: Path) -> None:
    """Make the directory; only the user that stands in for root may also pass through it, not list it."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o711 if os.geteuid() == 0 else 0o700)


def kept_secret(directory: Path) -> bytes:
    """32 random bytes, made once and kept in a file of this directory that only its owner may read."""
    file = directory / "secret"
    if not file.exists():
        make_data_directory(directory)
        unfinished = directory / f".secret-{os.getpid()}"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_hex(_SECRET_BYTES))
        with contextlib.suppress(FileExistsError):  # whoever comes first wins, and nobody reads half a secret
            os.link(unfinished, file)
        unfinished.unlink()
    return bytes.fromhex(file.read_text())
