"""Rebuild of all read models of the reference county, history included, beside the library's ProjectionRunner."""

from __future__ import annotations

import sys

from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.environment import peer_python
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Contender
from benchmarks.harness.reference import load_county
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import cpu_us, in_turns, median, median_ratio, rate, told
from gridledger.demo.generator import TENANT, reference_script


def run(scale: Scale) -> Report:
    """Both."""
    report = Report("rebuild", {"postgresql": SETTINGS, "data": "reference county"})
    with server() as postgres:
        report.settings["events"] = load_county(postgres, reference_script())
        postgres.create("library")
        others = {"postgresql": postgres.pid}
        ours = [sys.executable, "-m", "benchmarks.contenders.rebuild", TENANT]
        library = [str(peer_python()), "-m", "benchmarks.peers.library_projection", postgres.dsn("library")]
        with (
            Contender("rebuild", ours, others=others, environment=postgres.environment()) as here,
            Contender("library projection", library, others=others) as there,
        ):
            played = in_turns(
                {"ours": here.play, "library": lambda: there.play(events=scale.of(3_000, 60))}, scale.rounds
            )
    report.keep(played)
    mine, theirs = played["ours"], played["library"]
    a_core = 1e6 / median(mine, cpu_us)
    report.rows += [
        Row(
            "rebuild of all read models from the log, history included",
            told(mine),
            "eventsourcing's ProjectionRunner, one table",
            told(theirs),
            median_ratio(mine, theirs, rate),
            Target("≥", 20),
        ),
        Row(
            "rebuild: events a second of CPU (Python + PostgreSQL)",
            f"{a_core:,.0f}/s a core",
            "",
            "",
            a_core,
            Target("≥", 30_000),
        ),
    ]
    return report


BENCHMARK = Benchmark("rebuild", "rebuild of all read models", run)
