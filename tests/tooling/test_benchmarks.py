"""Benchmarks work: they import, and a tiny one runs to its table. Never a word about time."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks
from benchmarks.catalogue import BENCHMARKS
from benchmarks.harness.cpu import cpu_seconds
from benchmarks.harness.process import Contender, Round
from benchmarks.harness.result import Report, Row, Target
from benchmarks.harness.rounds import in_turns, median_ratio, rate
from benchmarks.harness.table import table
from benchmarks.questions import LISTS, as_of

PEERS = "benchmarks.peers."  # need packages of an environment of their own


@pytest.mark.parametrize(
    "name",
    [
        module.name
        for module in pkgutil.walk_packages(benchmarks.__path__, "benchmarks.")
        if not module.name.startswith(PEERS) and not module.name.endswith("__main__")
    ],
)
def test_every_piece_imports(name: str) -> None:
    importlib.import_module(name)


def test_benchmarks_are_known_by_name() -> None:
    assert {name: one.name for name, one in BENCHMARKS.items()} == {name: name for name in BENCHMARKS}


def test_a_contender_plays_rounds(tmp_path: Path) -> None:
    program = tmp_path / "contender.py"
    program.write_text(
        "from benchmarks.harness.worker import serve_rounds\n"
        "serve_rounds(lambda request: request['count'], lambda count: {'count': count, 'seconds': 0.5})\n"
    )
    with Contender("one", [sys.executable, program], environment={"PYTHONPATH": "."}) as contender:
        played = in_turns({"one": lambda: contender.play(count=3)}, rounds=2)["one"]
    assert [one.rate for one in played] == [6.0, 6.0]
    assert set(played[0].cpu) == set(cpu_seconds({"python": []}))


def test_ratios_are_of_neighbours_and_medians() -> None:
    ours = [Round(10, 1.0), Round(40, 1.0), Round(90, 1.0)]
    theirs = [Round(10, 1.0), Round(20, 1.0), Round(30, 1.0)]
    assert median_ratio(ours, theirs, rate) == 2.0


def test_the_table_says_what_is_reached(tmp_path: Path) -> None:
    report = Report("tiny")
    report.rows += [
        Row("提交 one", "1/s", "peer", "2/s", 0.5, Target("≥", 0.8)),
        Row("two", "1 ms", "", "", 1, Target("≤", 3, "ms")),
    ]
    assert [row.verdict for row in report.rows] == ["no", "yes"]
    lines = table(report.rows).splitlines()
    assert lines[2].startswith("| 提交 one | 1/s")
    assert [line.count("|") for line in lines] == [8] * 4
    report.write(tmp_path, {"cores": 2})
    assert '"verdict": "no"' in (tmp_path / "tiny.json").read_text()


@pytest.mark.parametrize("query", LISTS.values(), ids=LISTS)
def test_each_root_field_is_asked_as_of(query: str) -> None:
    roots = 2 if "county" in query else 1
    assert as_of(query).count("asOf: $asOf") == roots


def test_a_quick_run_measures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "visible", "--quick", "--results", str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(benchmarks.__path__[0]).parent
    )
    assert done.returncode == 0, done.stderr
    assert "commit to visible rollup" in done.stdout
    assert (tmp_path / "visible.json").exists()
