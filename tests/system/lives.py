"""Processes that a nursery bears, as `subprocess` would show them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue


class Life:
    """A process, from its birth to its end."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.code: int | None = None
        self.over = threading.Event()

    def poll(self) -> int | None:
        """Its exit code once it has ended, None before."""
        return self.code

    def wait(self, timeout: float) -> int:
        """Its exit code; raises TimeoutExpired."""
        if not self.over.wait(timeout):
            raise subprocess.TimeoutExpired("gridledger", timeout)
        assert self.code is not None
        return self.code

    def send_signal(self, number: int) -> None:
        """Nothing, to one that has ended."""
        if self.code is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Nursery:
    """Where they come from; any thread may ask."""

    def __init__(self, project: Path, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.system.nursery"],
            cwd=project,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._asking = threading.Lock()
        self._born: SimpleQueue[Life] = SimpleQueue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def bear(self, arguments: Sequence[str], environment: Mapping[str, str], out: Path, err: Path) -> Life:
        """A command that runs; what it says goes to the ends of these files."""
        life = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "stdout": str(out),
            "stderr": str(err),
        }
        with self._asking:
            assert self._process.stdin
            self._process.stdin.write(json.dumps(life).encode() + b"\n")
            self._process.stdin.flush()
            return self._born.get(timeout=60)

    def close(self) -> None:
        """Bear no more."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
        self._listening.join()
        assert self._process.stdout
        self._process.stdout.close()

    def _listen(self) -> None:
        alive: dict[int, Life] = {}
        assert self._process.stdout
        for line in self._process.stdout:
            told = json.loads(line)
            if "born" in told:
                alive[told["born"]] = Life(told["born"])
                self._born.put(alive[told["born"]])
            else:
                life = alive.pop(told["ended"])
                life.code = told["code"]
                life.over.set()
