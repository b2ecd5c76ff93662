"""Kinds of findings (问题发现): where what is recorded does not fit together. A code is never renamed or reused."""

from enum import StrEnum


class FindingKind(StrEnum):
    """What does not fit."""

    GRID_UNANSWERED = "GRID_UNANSWERED"  # nobody answers for a node of the grid without an end
