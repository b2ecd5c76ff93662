"""`demo --full` on an empty folder: from its start until it serves the whole reference county."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.cpu import cpu_seconds, peak_megabytes
from benchmarks.harness.ledger import SECRET
from benchmarks.harness.process import HOME, ContenderError, Round
from benchmarks.harness.result import Report, Row, Target
from gridledger.demo.choice import Demo
from gridledger.embedded_postgres import EmbeddedPostgres


def run(scale: Scale) -> Report:
    """Once: as a user does it, with the embedded PostgreSQL as it comes. A quick run loads one township."""
    demo = Demo(full=not scale.quick)
    report = Report("whole-county", {"rounds": 1, "county": demo.tenant_id})
    with _folder() as folder:
        played = _demo(demo, folder)
    report.keep({"load": [played]})
    cpu = sum(played.cpu.values())
    megabytes = played.more["peak_mb"]
    what = f"`demo{' --full' if demo.full else ''}` until it serves, {played.count:,} events"
    report.rows += [
        Row(what, f"{played.seconds:,.0f} s", "", "", played.seconds, Target("≤", 120, "s")),
        Row(f"{what}: CPU of all processes", f"{cpu:,.0f} s", "", "", cpu, Target("≤", 200, "s")),
        Row(f"{what}: memory of the loader at most", f"{megabytes:,.0f} MB", "", "", megabytes),
    ]
    return report


def _demo(demo: Demo, folder: Path) -> Round:
    """Start it, wait for its banner, count, and stop it as Ctrl-C does."""
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    environment |= {"GRIDLEDGER_DATA_DIR": str(folder), "GRIDLEDGER_SECRET": SECRET}
    command = [sys.executable, "-m", "gridledger", "demo", "--port", "0", *(["--full"] if demo.full else [])]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.PIPE) as process:
        try:
            cpu = _until_it_serves(process, folder)
            seconds = time.perf_counter() - started
            peak = peak_megabytes(process.pid)
            return Round(_events(demo, folder), seconds, cpu, {"peak_mb": peak})
        finally:
            process.send_signal(signal.SIGINT)


def _until_it_serves(process: subprocess.Popen[bytes], folder: Path) -> dict[str, float]:
    """The CPU until then, of PostgreSQL and of all else."""
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    if not process.stdout.readline():
        raise ContenderError(f"the demo ended with {process.wait()}")
    postgres = int((folder / "postgres" / "pgdata" / "postmaster.pid").read_text().split("\n", 1)[0])
    cpu = cpu_seconds({"python": [process.pid], "postgresql": [postgres]})
    return {**cpu, "python": cpu["python"] - cpu["postgresql"]} if cpu else {}


def _events(demo: Demo, folder: Path) -> int:
    """How many the log has."""

    async def asked() -> int:
        connection = await asyncpg.connect(EmbeddedPostgres(folder / "postgres").dsn())
        try:
            head = "SELECT last_position FROM event_store.tenant_head WHERE tenant_id = $1"
            return int(await connection.fetchval(head, demo.tenant_id))
        finally:
            await connection.close()

    return asyncio.run(asked())


@contextmanager
def _folder() -> Iterator[Path]:
    """A new one that the user of PostgreSQL can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="gridledger-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


BENCHMARK = Benchmark("whole-county", "`demo --full`, until it serves", run, peers=False)
