"""Who decides about leave (准假权限): the levels through which a request goes, the lowest first."""

from __future__ import annotations

from enum import StrEnum


class ApproverLevel(StrEnum):
    """Who grants leave; the order is the order of the levels."""

    GROUP_LEADER = "GROUP_LEADER"
    BRANCH_SECRETARY = "BRANCH_SECRETARY"
    BRANCH_COMMITTEE = "BRANCH_COMMITTEE"
    SUPERIOR = "SUPERIOR"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return tuple(ApproverLevel).index(self)

    @property
    def next_above(self) -> ApproverLevel:
        """The level above it; of the highest, itself."""
        levels = tuple(ApproverLevel)
        return levels[min(self.rank + 1, len(levels) - 1)]
