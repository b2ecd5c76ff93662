"""Runs benchmarks by name, prints their tables and keeps what was measured: `python3 run.py bench [NAME …]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.catalogue import BENCHMARKS
from benchmarks.document import write_document
from benchmarks.harness.bench import Scale
from benchmarks.harness.machine import machine
from benchmarks.harness.process import HOME
from benchmarks.harness.table import table

RESULTS = HOME / "benchmarks" / "results"


def main(arguments: list[str]) -> None:
    """Run what is named, all by default."""
    asked = _parser().parse_args(arguments)
    scale = Scale(quick=asked.quick, townships=1 if asked.quick else asked.townships)
    known = machine()
    for name in asked.names or ([] if asked.document else list(BENCHMARKS)):
        print(f"{name}: {BENCHMARKS[name].what}", file=sys.stderr, flush=True)
        report = BENCHMARKS[name].run(scale)
        report.settings.setdefault("rounds", scale.rounds)
        report.settings["quick"] = scale.quick
        report.write(asked.results, known)
        print(f"\n{table(report.rows)}\n", flush=True)
    if asked.document:
        write_document(asked.results)


def _parser() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {name:<16} {benchmark.what}" for name, benchmark in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description="Measure side by side with what could be used instead.",
        epilog=f"benchmarks:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*BENCHMARKS, []], help="all by default")
    parser.add_argument("--quick", action="store_true", help="prove that they work: figures mean nothing")
    parser.add_argument(
        "--townships", type=int, help="of the county-year, all 25 by default: less takes less time"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder for the JSON of each")
    parser.add_argument(
        "--document",
        action="store_true",
        help="write docs/performance.md and its plot from all results; without a NAME nothing is run",
    )
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
