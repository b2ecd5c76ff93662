"""What the supervisor of an embedded PostgreSQL asks of the operating system."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_LINUX: bool = sys.platform.startswith("linux")
_POLL_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class OtherUser:
    """The unprivileged user that stands in for root, since PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """What subprocess needs to start a program as this user, with no group of root left."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, directory: Path) -> bool:
        """Whether the mode bits of the directory and of all above it let this user pass through."""
        return all(self._may_search(part.stat()) for part in (directory, *directory.parents))

    def _may_search(self, found: os.stat_result) -> bool:
        if found.st_uid == self.uid:
            return bool(found.st_mode & 0o100)
        if found.st_gid == self.gid:
            return bool(found.st_mode & 0o010)
        return bool(found.st_mode & 0o001)


def user_instead_of_root() -> OtherUser | None:
    """`postgres` or `nobody` when this process is root, None when it is a normal user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return OtherUser(entry.pw_uid, entry.pw_gid)
    raise RuntimeError(
        "running as root, and there is neither a user postgres nor nobody to run PostgreSQL as"
    )


def end_with_parent(signal_number: int) -> Callable[[], None] | None:
    """A function for a child to call before exec, so that the kernel signals it when its parent dies.

    Linux only (None elsewhere). The kernel watches the *thread* that starts the child, so start it from one
    that lives as long as the process.
    """
    if not _LINUX:
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def request() -> None:
        prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return request


def command_line(pid: int) -> str:
    """The command line of a living process, with spaces between arguments; empty when there is none."""
    if _LINUX:
        try:
            # The state stands after the name in brackets, which may itself hold brackets. Z is a zombie.
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return ""
        return "" if state == "Z" else b" ".join(words).decode(errors="replace").strip()
    listing = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listing.stdout.strip()


def children(pid: int) -> list[int]:
    """The direct children of a process, where the system tells (Linux); else none."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def end_process(
    is_alive: Callable[[], bool], pid: int, steps: Iterable[tuple[signal.Signals, float]]
) -> None:
    """Send one signal after another, each with its seconds of patience, until the process is gone."""
    for signal_number, patience_seconds in steps:
        if not is_alive():  # its number may already belong to another process
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal_number)
        wait_until(lambda: not is_alive(), patience_seconds)
    if is_alive():
        raise RuntimeError(f"process {pid} does not end, not even by SIGKILL")


def wait_until(condition: Callable[[], bool], timeout_seconds: float) -> bool:
    """Poll a condition; answers whether it came true in time."""
    deadline = time.monotonic() + timeout_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True
