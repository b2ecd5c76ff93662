"""Servers of HTTP as contenders: started, waited for, and loaded by a client of another process."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.harness.cpu import cpu_seconds
from benchmarks.harness.process import HOME, Contender, ContenderError, Round

START_SECONDS = 60.0


class HttpServer:
    """A server process; ``kind`` names its CPU in the results."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        port: int,
        path: str,
        *,
        kind: str,
        environment: Mapping[str, str] | None = None,
        folder: Path = HOME,
    ) -> None:
        self.name = name
        self.address = ("127.0.0.1", port)
        self.path = path
        self.kind = kind
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **(environment or {})},
        )
        self._await_start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def post(self, body: Mapping[str, Any], token: str | None = None) -> dict[str, Any]:
        """One request from here, outside all measures."""
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection.request("POST", self.path, json.dumps(body), headers)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def _await_start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise ContenderError(f"{self.name} ended with {self._process.returncode}")
            try:
                socket.create_connection(self.address, timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise ContenderError(f"{self.name} does not listen")


class Loaded:
    """A server under the load of a client: plays rounds whose CPU is the server's and the database's."""

    def __init__(
        self, server: HttpServer, client: Contender, postgres_pid: int, tokens: Sequence[str] = ()
    ) -> None:
        self._server = server
        self._client = client
        self._tokens = list(tokens)
        self._pids = {server.kind: [server.pid], "postgresql": [postgres_pid]}

    def play(
        self, bodies: Path, *, count: int, connections: int, first: int = 0, repeat: bool = True
    ) -> Round:
        """One round of ``count`` requests."""
        self._client.ask(
            prepare={
                "address": self._server.address,
                "path": self._server.path,
                "tokens": self._tokens,
                "bodies": str(bodies),
                "first": first,
                "count": count,
                "connections": connections,
                "repeat": repeat,
            }
        )
        before = cpu_seconds(self._pids)
        answer = self._client.ask(go=True)
        after = cpu_seconds(self._pids)
        cpu = {kind: after[kind] - before[kind] for kind in after}
        return Round(answer.pop("count"), answer.pop("seconds"), cpu, answer)


def load_client() -> Contender:
    """The client process."""
    return Contender("load client", [sys.executable, "-m", "benchmarks.harness.http_client"], kind=None)


def free_port() -> int:
    """One that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
