"""A contender: a process that prepares a round, waits for the word, does it, and says what came of it.

Both sides speak lines of JSON over standard input and output. CPU is read when the round starts and when it has
ended, so that what a contender prepares beforehand counts for nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from benchmarks.harness.cpu import cpu_seconds

HOME = Path(__file__).resolve().parents[2]


class ContenderError(Exception):
    """A contender failed; the message has its name and its last words."""


@dataclass(frozen=True)
class Round:
    """What came of one round."""

    count: int  # events, requests
    seconds: float
    cpu: Mapping[str, float] = field(default_factory=dict)  # kind of process -> CPU seconds
    more: Mapping[str, Any] = field(default_factory=dict)  # such as p50_ms

    @property
    def rate(self) -> float:
        """Units a second."""
        return self.count / self.seconds

    @property
    def cpu_us(self) -> float:
        """CPU microseconds a unit, all kinds of process together; 0 where it is not known."""
        return sum(self.cpu.values()) / self.count * 1e6


class Contender:
    """Starts ``command`` and plays rounds with it; ``others`` are processes whose CPU counts for it too.

    ``kind`` names the process's own CPU in the results; None for a mere client, whose CPU counts for nobody.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        kind: str | None = "python",
        others: Mapping[str, int] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HOME,
            env={**os.environ, **(environment or {})},
        )
        self._input = cast("IO[str]", self._process.stdin)
        self._output = cast("IO[str]", self._process.stdout)
        self._pids = {group: [pid] for group, pid in (others or {}).items()}
        if kind is not None:
            self._pids.setdefault(kind, []).append(self._process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send one request, wait for the answer. Raises ContenderError."""
        try:
            self._input.write(json.dumps(request) + "\n")
            self._input.flush()
            line = self._output.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ContenderError(f"{self.name} ended with {self._process.wait()} at {request}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def play(self, **request: Any) -> Round:
        """One round: prepared untimed, then done."""
        self.ask(prepare=request)
        before, started = cpu_seconds(self._pids), time.perf_counter()
        answer = self.ask(go=True)
        wall, after = time.perf_counter() - started, cpu_seconds(self._pids)
        return Round(
            count=answer.pop("count"),
            seconds=answer.pop("seconds", wall),
            cpu={kind: after[kind] - before[kind] for kind in after},
            more=answer,
        )

    def close(self) -> None:
        """End the process."""
        if self._process.poll() is None:
            self._input.close()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._output.close()
