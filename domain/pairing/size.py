"""How many a member looks after: one to six to eight (一名党员联系6-8名职工群众; domain row O09)."""

from __future__ import annotations

FEWEST_PAIRS = 6
MOST_PAIRS = 8


def too_many(pairs: int) -> bool:
    """Whether somebody looks after more than one can."""
    return pairs > MOST_PAIRS


def too_few(pairs: int) -> bool:
    """Whether somebody looks after fewer than one should; who looks after nobody is not asked to."""
    return 0 < pairs < FEWEST_PAIRS
