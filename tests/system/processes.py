"""`gridledger` as processes of their own, with an environment of their own, heard through files.

All but the ``fresh`` ones are forked from a process that has imported the program: they differ from others in nothing
but the seconds that this takes.
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import gridledger
from gridledger.os_processes import wait_until
from gridledger.settings import VARIABLES
from tests.system.lives import Life, Nursery
from tests.system.told import untellable

PROJECT = Path(gridledger.__file__).resolve().parent.parent
COMMAND = (sys.executable, "-m", "gridledger")
SECRET = "a secret that the tests and their servers share"
PATIENCE_SECONDS = 60.0


def environment(**settings: str) -> dict[str, str]:
    """What a process of the tests inherits: nothing that configures Gridledger but ``settings``."""
    named = {variable.name for variable in VARIABLES}
    inherited = {name: value for name, value in os.environ.items() if name not in named}
    return {**inherited, "GRIDLEDGER_SECRET": SECRET, **settings}


def run(*arguments: str, settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; where the settings are for the interpreter, in one of its own."""
    if any(name.startswith("PYTHON") for name in settings):
        return run_fresh(*arguments, settings=settings)
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        life = _born(arguments, settings, Path(out.name), Path(err.name))
        try:
            code = life.wait(PATIENCE_SECONDS)
        finally:
            life.kill()
        return subprocess.CompletedProcess(
            [*COMMAND, *arguments], code, out.read().decode(), err.read().decode()
        )


def run_fresh(*arguments: str, settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The same with an interpreter of its own."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=PROJECT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def _born(arguments: Sequence[str], settings: Mapping[str, str], out: Path, err: Path) -> Life:
    return _nursery().bear(arguments, environment(**settings), out, err)


@cache
def _nursery() -> Nursery:
    """That of this session, made when it is first needed."""
    made = Nursery(PROJECT, environment())
    atexit.register(made.close)
    return made


def refused(*arguments: str, settings: Mapping[str, str]) -> str:
    """The one line of a command that cannot do its work."""
    ended = run(*arguments, settings=settings)
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    assert ended.stderr.startswith("Error: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def address_in(output: str) -> str | None:
    """Where a server that has said this serves."""
    found = re.search(r"^serving (http://\S+)/graphql$", output, re.MULTILINE)
    return found[1] if found else None


class Process:
    """A command that runs until it is stopped, from when it ``says`` so on; what is left at the end is killed."""

    def __init__(
        self,
        *arguments: str,
        says: str,
        settings: Mapping[str, str],
        patience_seconds: float = PATIENCE_SECONDS,
        fresh: bool = False,
    ) -> None:
        self._arguments = arguments
        self._fresh = fresh
        self._says = says
        self._settings = settings
        self._patience_seconds = patience_seconds

    def __enter__(self) -> Self:
        self._out = tempfile.NamedTemporaryFile("w+", encoding="utf-8")
        self._err = tempfile.NamedTemporaryFile("w+", encoding="utf-8")
        self.process = self._begun()
        try:
            assert wait_until(lambda: self._says in self.stdout or self.ended, self._patience_seconds)
            assert not self.ended, self.stderr
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Whatever a test does to a process, it has told nothing that it must not when it ends."""
        told = untellable(self.stderr)
        self._end()
        if error is None:
            assert told == []

    def _begun(self) -> Life | subprocess.Popen[bytes]:
        if not self._fresh:
            return _born(self._arguments, self._settings, Path(self._out.name), Path(self._err.name))
        return subprocess.Popen(
            [*COMMAND, *self._arguments],
            cwd=PROJECT,
            env=environment(**self._settings),
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=self._err,
        )

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        return self.process.poll() is not None

    @property
    def stdout(self) -> str:
        """What it has said so far."""
        return Path(self._out.name).read_text(encoding="utf-8")

    @property
    def stderr(self) -> str:
        """What it has logged so far."""
        return Path(self._err.name).read_text(encoding="utf-8")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, and wait; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def _end(self) -> None:
        if not self.ended:
            self.process.kill()
            self.process.wait(PATIENCE_SECONDS)
        self._out.close()
        self._err.close()


class Serving(Process):
    """`gridledger serve` on a free port, from its first answer on."""

    def __init__(self, *arguments: str, settings: Mapping[str, str], fresh: bool = False) -> None:
        super().__init__(
            "serve", "--port", "0", *arguments, says="/graphql\n", settings=settings, fresh=fresh
        )

    @property
    def address(self) -> str:
        """As `http://127.0.0.1:PORT`."""
        found = address_in(self.stdout)
        assert found
        return found
