"""From commit to visible rollup: a writer at 1,000 events a second, a projector in another process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.contenders.world import COUNTY
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.ledger import SECRET
from benchmarks.harness.postgres import SETTINGS, Server, server
from benchmarks.harness.process import HOME, Contender, ContenderError
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.worker import Request

RATE = 1_000  # events a second
PATIENCE_SECONDS = 60.0
Seen = Sequence[tuple[int, float]]


def run(scale: Scale) -> Report:
    """One run, as long as three rounds of others."""
    seconds = scale.of(30, 2)
    report = Report("visible", {"postgresql": SETTINGS, "events a second": RATE, "seconds": seconds})
    with (
        server() as postgres,
        _worker(postgres),
        Contender("writer", _module("writer"), environment=postgres.environment()) as writer,
        Contender("watcher", _module("watcher", COUNTY), environment=postgres.environment()) as watcher,
    ):
        writer.play(rate=RATE, seconds=1)  # warms up
        writer.ask(prepare={"rate": RATE, "seconds": seconds})
        time.sleep(1.0)  # the setting-up is folded
        watcher.ask(prepare={})
        written = writer.ask(go=True)
        seen = _wait_for(watcher, max(position for position, _ in written["commits"]))
    delays = [delay * 1e3 for delay in _delays(written["commits"], seen)]
    report.settings["events a second reached"] = round(written["count"] / written["seconds"])
    p99 = statistics.quantiles(delays, n=100)[98]
    report.rows.append(
        Row(
            f"commit to visible rollup at {written['count'] / written['seconds']:,.0f} events/s, p99",
            f"p50 {statistics.median(delays):,.0f} ms, p99 {p99:,.0f} ms",
            "",
            "",
            p99,
            Target("≤", 150, "ms"),
        )
    )
    return report


def _wait_for(watcher: Contender, position: int) -> Seen:
    """What the watcher saw, once it has seen that position."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    seen: list[tuple[int, float]] = []
    while time.monotonic() < deadline:
        time.sleep(1.0)
        answer: Request = watcher.ask(go=True)
        seen += answer["seen"]
        if seen and seen[-1][0] >= position:
            return seen
        watcher.ask(prepare={})
    raise ContenderError(f"position {position} is not visible after {PATIENCE_SECONDS:.0f} s")


def _delays(commits: Seen, seen: Seen) -> Iterator[float]:
    """Seconds from each commit until its position was seen; 0 where the eye was quicker than the answer."""
    positions = [position for position, _ in seen]
    for position, committed in commits:
        yield max(0.0, seen[bisect_left(positions, position)][1] - committed)


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"benchmarks.contenders.{name}", *arguments]


@contextmanager
def _worker(postgres: Server) -> Iterator[None]:
    """`gridledger worker`, as a user starts it."""
    environment = {**postgres.environment(), "GRIDLEDGER_SECRET": SECRET, "GRIDLEDGER_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "gridledger", "worker"]
    with subprocess.Popen(command, cwd=HOME, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


BENCHMARK = Benchmark("visible", "from commit to visible rollup", run)
