"""A table as lines of a terminal: columns as wide as what stands in them, Chinese signs two columns each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int) -> Iterator[str]:
    """The head, then the rows. The first ``texts`` columns begin where they do in the head, the others end there."""
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [
            cell + _space(cell, wide) if number < texts else _space(cell, wide) + cell
            for number, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _space(cell: str, wide: int) -> str:
    return " " * (wide - width(cell))
