"""Rehearsals over the county-year: what would have followed for every branch and period, and from absences."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import county_year
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.county_year import script_of
from benchmarks.harness.postgres import SETTINGS, Server, server
from benchmarks.harness.process import HOME, Contender, Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import median
from benchmarks.harness.scratch import scratch
from gridledger.demo.generator import TENANT, YEAR

PACK = (
    HOME / "packs" / "track-section.1.toml"
)  # it speaks of meetings, so it reaches the slots of other rules too
ABSENCES = (
    HOME / "packs" / "tender-centre.1.toml"
)  # townships count by a rule of it: here the whole county does
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
        played = _played(postgres, "rehearse", PACK, rounds)
        counted = _played(postgres, "rehearse_absences", ABSENCES, rounds)
    report.keep({"rehearsal": played, "rehearsal of absences": counted})
    report.rows += [*_of_verdicts(played), *_of_absences(counted)]
    return report


def _played(postgres: Server, contender: str, pack: Path, rounds: int) -> list[Round]:
    command = [sys.executable, "-m", f"benchmarks.contenders.{contender}", TENANT, str(pack), str(YEAR)]
    others, environment = {"postgresql": postgres.pid}, postgres.environment()
    with Contender(contender, command, others=others, environment=environment) as playing:
        playing.play()  # warms up
        return [playing.play() for _ in range(rounds)]


def _of_verdicts(played: list[Round]) -> Iterator[Row]:
    one = played[0]
    slots, branches, meetings = one.count, one.more["organisations"], one.more["meetings"]
    seconds = median(played, lambda each: each.seconds)
    reading = median(played, lambda each: each.more["reading_s"])
    cpu = median(played, lambda each: each.cpu_us)
    yield Row(
        f"rehearsal of a pack: {slots:,} slots of {branches:,} organisations, {meetings:,} meetings",
        f"{seconds:.1f} s, {reading:.1f} s of it reading",
        "",
        "",
        seconds,
        Target("≤", 10, "s"),
    )
    yield Row("its CPU, a slot", f"{cpu:,.0f} µs", "", "", cpu)


def _of_absences(played: list[Round]) -> Iterator[Row]:
    one = played[0]
    seconds = median(played, lambda each: each.seconds)
    reading = median(played, lambda each: each.more["reading_s"])
    cpu = median(played, lambda each: each.cpu_us)
    yield Row(
        f"rehearsal of what follows from absences: {one.count:,} of {one.more['members']:,} members,"
        f" {one.more['due']:,} acts would be due",
        f"{seconds:.1f} s, {reading:.1f} s of it reading",
        "",
        "",
        seconds,
        Target("≤", 10, "s"),
    )
    yield Row("its CPU, an absence", f"{cpu:,.0f} µs", "", "", cpu)


BENCHMARK = Benchmark("rehearsal", "a pack rehearsed over the county-year", run, peers=False)
