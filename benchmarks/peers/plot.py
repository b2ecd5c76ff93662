"""Draws how far every target is reached: `python -m benchmarks.peers.plot RESULTS FILE.svg` (needs matplotlib).

A bar to the right of 1 is beyond its target, one to the left falls short by that factor; the axis is logarithmic.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.fonttype"] = "none"  # text stays text
mpl.rcParams["svg.hashsalt"] = "gridledger"  # the same picture for the same results

from matplotlib import pyplot  # noqa: E402

REACHED, MISSED = "#2a7f62", "#b5543c"


def factor(row: dict[str, Any]) -> float:
    """How many times the target is reached."""
    bound, figure = row["target"]["bound"], row["figure"]
    return float(figure / bound if row["target"]["relation"] == "≥" else bound / figure)


def label(row: dict[str, Any]) -> str:
    """What, beside whom."""
    beside = f", beside {row['beside']}" if row["beside"] else ""
    return f"{row['what']}{beside}"


def main(results: Path, file: Path) -> None:
    """Draw all rows that have a target."""
    records = [json.loads(one.read_text()) for one in sorted(results.glob("*.json"))]
    rows = [row for record in records for row in record["rows"] if row["target"]]
    rows.reverse()
    factors = [factor(row) for row in rows]
    figure, axes = pyplot.subplots(figsize=(13, 0.26 * len(rows) + 1))
    colours = [REACHED if one >= 1 else MISSED for one in factors]
    axes.barh([label(row) for row in rows], [one - 1 for one in factors], left=1, color=colours)
    axes.margins(y=0.01)
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xlabel("figure by target (1: just reached)")
    axes.tick_params(axis="y", labelsize=7)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
