"""Writes the results into docs/performance.md, between its markers, and draws docs/performance.svg."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.catalogue import BENCHMARKS
from benchmarks.harness.environment import peer_python
from benchmarks.harness.process import HOME
from benchmarks.harness.result import Row, Target
from benchmarks.harness.table import table

DOCUMENT = HOME / "docs" / "performance.md"
PLOT = HOME / "docs" / "performance.svg"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def write_document(results: Path) -> None:
    """From the JSON of every benchmark that was run."""
    files = [results / f"{name}.json" for name in BENCHMARKS]
    records = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    sections = "\n\n".join(map(_section, records))
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{sections}\n{END}{after}", encoding="utf-8")
    subprocess.run(
        [peer_python(), "-m", "benchmarks.peers.plot", str(results), str(PLOT)], cwd=HOME, check=True
    )


def _section(record: dict[str, Any]) -> str:
    machine, name = record["machine"], record["name"]
    rows = [_row(row) for row in record["rows"]]
    townships = record["settings"].get("townships")
    shorter = f" --townships {townships}" if townships else ""
    at = machine["at"][:16].replace("T", " ")
    made = (
        f"`python3 run.py bench {name}{shorter}` at commit {machine['commit']}, {at} UTC; "
        f"medians of {record['settings'].get('rounds', 1)} rounds."
    )
    return f"### {name}\n\n{made}\n\n{table(rows)}"


def _row(row: dict[str, Any]) -> Row:
    target = row["target"] and Target(**row["target"])
    values = {key: value for key, value in row.items() if key not in ("target", "verdict")}
    return Row(**values, target=target)
