"""What it costs to keep the compliance of a county by difference: its log folded with and without, in turns."""

from __future__ import annotations

import sys

from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Contender
from benchmarks.harness.reference import load_county
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import cpu_us, in_turns, median, told
from gridledger.demo.generator import TENANT, reference_script


def run(scale: Scale) -> Report:
    """Both fold into tables of their own, and compare them with the live ones."""
    report = Report("compliance", {"postgresql": SETTINGS, "data": "reference county"})
    with server() as postgres:
        report.settings["events"] = load_county(postgres, reference_script())
        command = [sys.executable, "-m", "benchmarks.contenders.judged", TENANT]
        others, environment = {"postgresql": postgres.pid}, postgres.environment()
        with (
            Contender("judged", [*command, "nothing"], others=others, environment=environment) as judged,
            Contender(
                "not judged", [*command, "compliance"], others=others, environment=environment
            ) as plain,
        ):
            played = in_turns({"judged": judged.play, "not judged": plain.play}, scale.rounds)
    report.keep(played)
    with_it, without = played["judged"], played["not judged"]
    more = median(with_it, cpu_us) - median(without, cpu_us)
    events, slots = with_it[0].count, with_it[0].more["slots"]
    share = median(with_it, cpu_us) / median(without, cpu_us)
    report.rows += [
        Row(
            f"fold of {events:,} events with {slots:,} slots of compliance, history included",
            told(with_it),
            "without them",
            told(without),
            share,
            Target("≤", 1.5),
        ),
        Row(
            "compliance by difference: CPU a slot and year, all its changes together",
            f"{more * events / slots:,.0f} µs",
            "",
            "",
            more * events / slots,
        ),
    ]
    return report


BENCHMARK = Benchmark("compliance", "compliance kept by difference", run, peers=False)
