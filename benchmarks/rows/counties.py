"""Appends of one event a command to a hundred counties by 64 clients each, beside one hot county."""

from __future__ import annotations

import sys

from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Contender, Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import in_turns, median_ratio, rate, told

COUNTIES = 100
CLIENTS = 64  # of each county


def run(scale: Scale) -> Report:
    """Both, by one process."""
    report = Report("counties", {"postgresql": SETTINGS, "counties": COUNTIES, "clients of each": CLIENTS})
    command = [sys.executable, "-m", "benchmarks.contenders.append"]
    with (
        server() as postgres,
        Contender(
            "append", command, others={"postgresql": postgres.pid}, environment=postgres.environment()
        ) as ours,
    ):

        def play(counties: int, commands: int) -> Round:
            return ours.play(counties=counties, clients=CLIENTS, commands=commands, events=1)

        played = in_turns(
            {
                "one": lambda: play(1, scale.of(25_600, 640)),
                "hundred": lambda: play(COUNTIES, scale.of(32_000, 6_400)),
            },
            scale.rounds,
        )
    report.keep(played)
    one, hundred = played["one"], played["hundred"]
    report.rows.append(
        Row(
            f"append to {COUNTIES} counties, {CLIENTS} clients each",
            told(hundred),
            "the hot county",
            told(one),
            median_ratio(hundred, one, rate),
            Target("≥", 1.2),
        )
    )
    return report


BENCHMARK = Benchmark("counties", "appends to a hundred counties at once", run)
