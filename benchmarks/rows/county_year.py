"""The reference county-year: loaded in bulk, folded live, and asked at 0.1, 1 and 10 million events.

The sizes are townships of the county loaded and folded by the product itself (0.1 M: two of them; 1 M: all), and ten
years made of the latter by copies inside the database (harness/multiply.py).
"""

from __future__ import annotations

import traceback
from contextlib import ExitStack
from pathlib import Path

from benchmarks.harness import county_year
from benchmarks.harness.bench import Benchmark, Scale
from benchmarks.harness.county_year import Load, script_of
from benchmarks.harness.multiply import multiply
from benchmarks.harness.postgres import SETTINGS, Server, server
from benchmarks.harness.process import Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import told
from benchmarks.harness.scratch import scratch
from benchmarks.questions import Size
from benchmarks.rows.sizes import ROUNDS, Asking, Nodes
from gridledger.demo.generator import YEAR, Script

YEARS = 10
MULTIPLIED = {"max_wal_size": "16GB", "effective_cache_size": "12GB"}


def run(scale: Scale) -> Report:
    """All of it. What fails leaves the rows before it standing."""
    report = Report(
        "county-year",
        {
            "postgresql": {**SETTINGS, **MULTIPLIED},
            "townships": scale.townships,
            "rounds": min(scale.rounds, ROUNDS),
        },
    )
    with server(MULTIPLIED) as postgres, scratch() as folder:
        try:
            _measure(postgres, folder, scale, report)
        except Exception as error:  # noqa: BLE001 - a quarter of an hour's rows are worth keeping
            traceback.print_exc()
            report.settings["ended early"] = repr(error)
    return report


def _measure(postgres: Server, folder: Path, scale: Scale, report: Report) -> None:
    postgres.create("small", template="gridledger")
    script = script_of(scale.townships)
    loaded = county_year.load(postgres, script, folder)
    report.rows += _loading(loaded, report)
    folded = county_year.fold(postgres, loaded.round.count)
    report.rows += _folding(folded, report)
    small_script = script_of(1 if scale.quick else 2)
    small = county_year.load(postgres, small_script, folder, "small")
    county_year.fold(postgres, small.round.count, "small")
    postgres.create("large", template="gridledger")
    years = 2 if scale.quick else YEARS
    copies = multiply(postgres, "large", years)
    for database in ("small", "gridledger", "large"):
        postgres.execute("VACUUM ANALYZE", database=database, user="postgres")
    head = loaded.round.count
    sizes = [
        _size("small", small.round.count, YEAR, small.round.count),
        _size("gridledger", head, YEAR, head),
        _size("large", copies.last_position, YEAR + years - 1, head),
    ]
    with ExitStack() as stack:
        asking = Asking(stack, postgres, folder, scale, report, sizes, _nodes(small_script))
        asking.rollups()
        asking.lists()
        asking.trail()


def _size(database: str, last_position: int, last_year: int, a_year: int) -> Size:
    return Size(f"{last_position / 1e6:.1f} M", database, last_position, last_year, a_year)


def _nodes(script: Script) -> Nodes:
    """The county, a township and a branch of it, which all sizes have."""
    township = next(unit for unit in script.units if unit.code is not None)
    branch = max(township.branches, key=lambda one: (len(one.founders), one.key))
    return {
        "county": ("Organisation", script.committee_id),
        "township": ("Organisation", township.committee_id),
        "branch": ("Organisation", branch.id),
        "member": ("Member", branch.founders[0].id),
    }


def _loading(loaded: Load, report: Report) -> list[Row]:
    report.keep({"load": [loaded.round]})
    report.settings |= {"events": loaded.round.count, "commands": loaded.commands}
    what = f"county-year of {loaded.round.count:,} events by {loaded.commands:,} commands in bulk"
    rate = loaded.round.rate
    return [
        Row(what, told([loaded.round]), "", "", rate, Target("≥", 15_000, "events/s")),
        Row(
            "its memory at most, the server that loads",
            f"{loaded.peak_megabytes:,.0f} MB",
            "",
            "",
            loaded.peak_megabytes,
            Target("≤", 250, "MB"),
        ),
    ]


def _folding(folded: dict[str, Round], report: Report) -> list[Row]:
    report.keep({f"fold, {name}": [round_] for name, round_ in folded.items()})
    last = folded["last third"]
    a_core = 1e6 / last.cpu_us
    return [
        Row("live fold of the county-year by a worker", told([folded["all"]]), "", "", folded["all"].rate),
        Row(
            "its last third: events a second of CPU",
            f"{a_core:,.0f}/s a core ({last.rate:,.0f}/s)",
            "",
            "",
            a_core,
            Target("≥", 20_000),
        ),
    ]


BENCHMARK = Benchmark(
    "county-year", "a county-year in bulk, and questions at 0.1, 1 and 10 M events", run, peers=False
)
