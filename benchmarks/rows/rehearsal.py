"""A rehearsal of a pack over the reference county-year: what would have followed for every branch and period."""

from __future__ import annotations

import sys

from benchmarks.harness import county_year
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.county_year import script_of
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import HOME, Contender
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import median
from benchmarks.harness.scratch import scratch
from gridledger.demo.generator import TENANT, YEAR

PACK = (
    HOME / "packs" / "track-section.1.toml"
)  # it speaks of meetings, so it reaches the slots of other rules too
ROUNDS = 3


def run(scale: Scale) -> Report:
    """In a process of its own, from the rows that a worker has folded."""
    rounds = min(scale.rounds, ROUNDS)
    settings = {"postgresql": SETTINGS, "townships": scale.townships, "rounds": rounds, "pack": PACK.stem}
    report = Report("rehearsal", settings)
    with server() as postgres, scratch() as folder:
        script = script_of(1 if scale.quick else scale.townships)
        loaded = county_year.load(postgres, script, folder)
        county_year.fold(postgres, loaded.round.count)
        postgres.execute("VACUUM ANALYZE", user="postgres")
        command = [sys.executable, "-m", "benchmarks.contenders.rehearse", TENANT, str(PACK), str(YEAR)]
        others, environment = {"postgresql": postgres.pid}, postgres.environment()
        with Contender("rehearsal", command, others=others, environment=environment) as contender:
            contender.play()  # warms up
            played = [contender.play() for _ in range(rounds)]
    report.keep({"rehearsal": played})
    one = played[0]
    slots, branches, meetings = one.count, one.more["organisations"], one.more["meetings"]
    seconds = median(played, lambda each: each.seconds)
    reading = median(played, lambda each: each.more["reading_s"])
    cpu = median(played, lambda each: each.cpu_us)
    report.rows += [
        Row(
            f"rehearsal of a pack: {slots:,} slots of {branches:,} organisations, {meetings:,} meetings",
            f"{seconds:.1f} s, {reading:.1f} s of it reading",
            "",
            "",
            seconds,
            Target("≤", 10, "s"),
        ),
        Row("its CPU, a slot", f"{cpu:,.0f} µs", "", "", cpu),
    ]
    return report


BENCHMARK = Benchmark("rehearsal", "a pack rehearsed over the county-year", run, peers=False)
