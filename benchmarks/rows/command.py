"""Whole commands on one hot county: load or cache, decide, append."""

from __future__ import annotations

import sys

from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.environment import peer_python
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Contender
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import in_turns, median_ratio, rate, told

CLIENTS = 64
THREADS = 16


def run(scale: Scale) -> Report:
    """Both."""
    report = Report("command", {"postgresql": SETTINGS, "clients": CLIENTS, "library threads": THREADS})
    with server() as postgres:
        postgres.create("library")
        others = {"postgresql": postgres.pid}
        ours = [sys.executable, "-m", "benchmarks.contenders.command"]
        library = [str(peer_python()), "-m", "benchmarks.peers.library_application", postgres.dsn("library")]
        with (
            Contender("command", ours, others=others, environment=postgres.environment()) as here,
            Contender("library application", library, others=others) as there,
        ):
            played = in_turns(
                {
                    "ours": lambda: here.play(clients=CLIENTS, commands=scale.of(19_200, 640)),
                    "library": lambda: there.play(threads=THREADS, commands=scale.of(3_200, 160)),
                },
                scale.rounds,
            )
    report.keep(played)
    report.rows.append(
        Row(
            "full command: load or cache, decide, append; hot county, 64 clients",
            told(played["ours"]),
            f"eventsourcing's application, {THREADS} threads",
            told(played["library"]),
            median_ratio(played["ours"], played["library"], rate),
            Target("≥", 12),
        )
    )
    return report


BENCHMARK = Benchmark("command", "whole commands: load or cache, decide, append", run)
