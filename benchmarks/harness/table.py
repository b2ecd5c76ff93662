"""Rows as a table in Markdown, which also reads well in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from benchmarks.harness.result import Row

HEAD = ("what", "Gridledger", "beside", "", "figure", "target", "reached")


def table(rows: Sequence[Row]) -> str:
    """The table, columns aligned."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(HEAD))]
    text = [
        "| " + " | ".join(_padded(*cell) for cell in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, ...]:
    target = "" if row.target is None else str(row.target)
    figure = f"{row.figure:,.2f}" if row.figure < 100 else f"{row.figure:,.0f}"
    return (row.what, row.ours, row.beside, row.theirs, figure, target, row.verdict)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
