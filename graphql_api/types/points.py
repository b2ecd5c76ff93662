"""Points as clients see them: two decimals of what is kept in hundredths."""

from __future__ import annotations


def points(column: str) -> str:
    """SQL over ``{t}`` of a column of hundredths, as an exact decimal."""
    return f"({{t}}.{column} / 100.0)::numeric(14, 2)"
