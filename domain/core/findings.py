"""Kinds of findings (问题发现): where what is recorded does not fit together. A code is never renamed or reused."""

from enum import StrEnum


class FindingKind(StrEnum):
    """What does not fit."""

    ROSTER_DISAGREES = "ROSTER_DISAGREES"  # a frozen roster, and the homes of that day as known since
    DUES_MISMATCH = "DUES_MISMATCH"  # members paid a branch's month and have no receipt
    DUES_ROSTER_MISMATCH = "DUES_ROSTER_MISMATCH"  # a branch's ledger of a month has other members than its register
    GRID_UNANSWERED = "GRID_UNANSWERED"  # nobody answers for a node of the grid without an end
    BRANCH_TOO_LARGE = "BRANCH_TOO_LARGE"  # more members than a branch should have
    CUSTODY_REVIEW_DUE = "CUSTODY_REVIEW_DUE"  # too few full members for a branch of its own, in nobody's custody
    GROUP_TOO_SMALL = "GROUP_TOO_SMALL"  # fewer members than a party group has
    GROUP_WITHOUT_FULL_MEMBER = "GROUP_WITHOUT_FULL_MEMBER"  # nobody in it may lead it
    GROUP_DUE = "GROUP_DUE"  # a suggestion: so many members live in one building, which has no group
