"""The reference county-year, every township of it, loaded in bulk and folded live; both are measured as they happen."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from benchmarks.harness.cpu import cpu_seconds, peak_megabytes
from benchmarks.harness.ledger import SECRET
from benchmarks.harness.postgres import Server
from benchmarks.harness.process import HOME, Contender, Round
from benchmarks.harness.spool import write_spool
from gridledger.demo.division import load_division
from gridledger.demo.figures import REFERENCE_COUNTY
from gridledger.demo.generator import TENANT, Script, make_script

POLL_SECONDS = 0.25
PATIENCE_SECONDS = 3600.0  # a county beside other work


@dataclass(frozen=True)
class Load:
    """What loading took."""

    round: Round
    commands: int
    peak_megabytes: float


def script_of(townships: int | None) -> Script:
    """The year of so many townships, all of them for None."""
    division = load_division(REFERENCE_COUNTY)
    codes = [township.code for township in division.townships]
    return make_script(division, townships=codes[:townships])


def load(postgres: Server, script: Script, folder: Path, database: str = "gridledger") -> Load:
    """In a process of its own, which reads the commands from a file."""
    file = folder / f"{database}.spool"
    commands = write_spool(script, file)
    command = [sys.executable, "-m", "benchmarks.contenders.bulk", str(file)]
    with Contender(
        "bulk load", command, others={"postgresql": postgres.pid}, environment=postgres.environment(database)
    ) as loader:
        played = loader.play()
        peak = peak_megabytes(loader.pid)
    file.unlink()
    return Load(played, commands, peak)


@contextmanager
def worker(postgres: Server, database: str = "gridledger") -> Iterator[int]:
    """`gridledger worker`, as a user starts it; its process id."""
    environment = {
        **os.environ,
        **postgres.environment(database),
        "GRIDLEDGER_SECRET": SECRET,
        "GRIDLEDGER_LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "gridledger", "worker"]
    with subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def fold(postgres: Server, head: int, database: str = "gridledger") -> dict[str, Round]:
    """Fold the log live by a worker: all of it, and its last third alone, when the tables are nearly full."""
    with worker(postgres, database) as pid:
        pids = {"python": [pid], "postgresql": [postgres.pid]}
        marks = asyncio.run(_marks(postgres, database, pids, (1, head * 2 // 3, head)))
    (first, started, cpu_first), (middle, at, cpu_middle), (_, ended, cpu_last) = marks
    return {
        "all": Round(
            head - first, ended - started, {kind: cpu_last[kind] - cpu_first[kind] for kind in cpu_last}
        ),
        "last third": Round(
            head - middle, ended - at, {kind: cpu_last[kind] - cpu_middle[kind] for kind in cpu_last}
        ),
    }


Mark = tuple[int, float, dict[str, float]]  # position, seconds, CPU


async def _marks(
    postgres: Server, database: str, pids: dict[str, list[int]], wanted: tuple[int, ...]
) -> list[Mark]:
    connection = await asyncpg.connect(postgres.dsn(database, "gridledger_projector"))
    marks: list[Mark] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    try:
        while len(marks) < len(wanted):
            position = await connection.fetchval(
                "SELECT min(position) FROM read_model.checkpoint WHERE tenant_id = $1", TENANT
            )
            if position is not None and position >= wanted[len(marks)]:
                marks.append((position, time.monotonic(), cpu_seconds(pids)))
                continue
            if time.monotonic() > deadline:
                raise TimeoutError(f"folded to {position} only, {wanted[-1]} wanted")
            await asyncio.sleep(POLL_SECONDS)
    finally:
        await connection.close()
    return marks
