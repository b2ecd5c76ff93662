"""Programs that need other versions of packages than this project, each in an environment of its own."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from run import ENVIRONMENT, find_uv
from tests.support.node import INSTALLED


def environment_of(lock: Path, name: str) -> Path:
    """The folder with the programs of an environment made from a lock; once, as long as the lock is the same.

    Raises CalledProcessError where the packages cannot be fetched.
    """
    folder = INSTALLED / name
    INSTALLED.mkdir(exist_ok=True)
    with (INSTALLED / f"{name}.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        stamp = folder / "made-from"
        wanted = hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            shutil.rmtree(folder, ignore_errors=True)
            uv = find_uv()
            _run(uv, "venv", "--quiet", "--python", sys.executable, str(folder))
            _run(uv, "pip", "sync", "--quiet", "--python", str(folder), "--require-hashes", str(lock))
            stamp.write_text(wanted)
    return folder / "bin"


def _run(*command: str) -> None:
    subprocess.run(command, env={**os.environ, **ENVIRONMENT}, check=True)
