"""What it costs to keep absences, and what follows from them, by difference: a county-year folded with and without."""

from __future__ import annotations

import sys

from benchmarks.harness import county_year
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.county_year import script_of
from benchmarks.harness.postgres import SETTINGS, server
from benchmarks.harness.process import Contender
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import cpu_us, in_turns, median, told
from benchmarks.harness.scratch import scratch
from gridledger.demo.generator import TENANT

ROUNDS = 3


def run(scale: Scale) -> Report:
    """Both fold into tables of their own, and compare them with those that a worker has folded."""
    rounds = min(scale.rounds, ROUNDS)
    settings = {"postgresql": SETTINGS, "townships": scale.townships, "rounds": rounds}
    report = Report("escalation", settings)
    with server() as postgres, scratch() as folder:
        loaded = county_year.load(postgres, script_of(1 if scale.quick else scale.townships), folder)
        county_year.fold(postgres, loaded.round.count)
        postgres.execute("VACUUM ANALYZE", user="postgres")
        command = [sys.executable, "-m", "benchmarks.contenders.judged", TENANT]
        others, environment = {"postgresql": postgres.pid}, postgres.environment()
        with (
            Contender("counted", [*command, "nothing"], others=others, environment=environment) as counted,
            Contender(
                "not counted", [*command, "escalation"], others=others, environment=environment
            ) as plain,
        ):
            played = in_turns({"counted": counted.play, "not counted": plain.play}, rounds)
    report.keep(played)
    with_it, without = played["counted"], played["not counted"]
    more = median(with_it, cpu_us) - median(without, cpu_us)
    events, kept = with_it[0].count, with_it[0].more
    share = median(with_it, cpu_us) / median(without, cpu_us)
    report.rows += [
        Row(
            f"fold of {events:,} events with {kept['absences']:,} absences, {kept['escalations']:,} escalations and"
            f" {kept['wanted']:,} demands, history included",
            told(with_it),
            "without them",
            told(without),
            share,
            Target("≤", 1.5),
        ),
        Row(
            "absences by difference: CPU an absence, all its changes and counts together",
            f"{more * events / kept['absences']:,.0f} µs",
            "",
            "",
            more * events / kept["absences"],
        ),
    ]
    return report


BENCHMARK = Benchmark("escalation", "absences and what follows, kept by difference", run, peers=False)
