"""Kinds of findings (问题发现): where what is recorded does not fit together. A code is never renamed or reused."""

from enum import StrEnum


class FindingKind(StrEnum):
    """What does not fit."""

    ROSTER_DISAGREES = "ROSTER_DISAGREES"  # a frozen roster, and the homes of that day as known since
    PRESENT_ON_LEAVE = "PRESENT_ON_LEAVE"  # somebody was at a meeting that granted leave covers
    PRESENT_TWICE = "PRESENT_TWICE"  # somebody was at two meetings at one time
    SUPERVISOR_GONE = "SUPERVISOR_GONE"  # who sees to a violation is of its branch no longer
    DUES_MISMATCH = "DUES_MISMATCH"  # members paid a branch's month and have no receipt
    DUES_ROSTER_MISMATCH = (
        "DUES_ROSTER_MISMATCH"  # a branch's ledger of a month has other members than its register
    )
    FUNDS_SHORT = "FUNDS_SHORT"  # a branch got less for a year than its members call for
    PAIRING_TOO_LARGE = "PAIRING_TOO_LARGE"  # somebody looks after more than one can
    PAIRING_TOO_SMALL = "PAIRING_TOO_SMALL"  # somebody looks after fewer than one should
    GRID_UNANSWERED = "GRID_UNANSWERED"  # nobody answers for a node of the grid without an end
    GRID_OWNERS_SEVERAL = "GRID_OWNERS_SEVERAL"  # more than one answer for a node that reaches households
    GRID_CHAIN_BROKEN = (
        "GRID_CHAIN_BROKEN"  # nobody answers for some level above a node that reaches households
    )
    ORGANISATION_WITHOUT_GRID = (
        "ORGANISATION_WITHOUT_GRID"  # no grid covers a branch or party group without an end
    )
    BRANCH_TOO_LARGE = "BRANCH_TOO_LARGE"  # more members than a branch should have
    CUSTODY_REVIEW_DUE = (
        "CUSTODY_REVIEW_DUE"  # too few full members for a branch of its own, in nobody's custody
    )
    GROUP_TOO_SMALL = "GROUP_TOO_SMALL"  # fewer members than a party group has
    GROUP_WITHOUT_FULL_MEMBER = "GROUP_WITHOUT_FULL_MEMBER"  # nobody in it may lead it
    GROUP_LEADER_UNFIT = "GROUP_LEADER_UNFIT"  # who was elected to lead a party group may do so no longer
    GROUP_DUE = "GROUP_DUE"  # a suggestion: so many members live in one building, which has no group
    ENTITY_UNCOVERED = "ENTITY_UNCOVERED"  # no branch covers an entity that counts
    TEMPORARY_BRANCH_DUE = (
        "TEMPORARY_BRANCH_DUE"  # a project site fulfils all conditions of one, and has none
    )
