"""What the number of its members asks of a branch or group: thresholds, each with its source."""

from __future__ import annotations

LEAST_FULL_OF_A_BRANCH = 3  # 党支部工作条例（试行）, 2018, article 4: 正式党员3人以上
MOST_OF_A_BRANCH = 50  # the same: 党员人数一般不超过50人
LEAST_OF_A_GROUP = 3  # 党小组一般不少于3名党员, of whom one is a full member
LEAST_FULL_OF_A_GROUP = 1
RESIDENTS_DUE_A_GROUP = 3  # 在有党员3人以上的楼道建立党小组


def is_too_large(members: int) -> bool:
    """Whether a branch has more members than it should have; 50 are not too many."""
    return members > MOST_OF_A_BRANCH


def needs_a_look(full_members: int, *, in_custody: bool) -> bool:
    """Whether it is to be looked at who takes a branch into custody: too few full members, and nobody has."""
    return full_members < LEAST_FULL_OF_A_BRANCH and not in_custody


def is_too_small_a_group(members: int) -> bool:
    """Whether a group has fewer members than a group has."""
    return members < LEAST_OF_A_GROUP


def lacks_full_members(full_members: int) -> bool:
    """Whether nobody in a group may lead it."""
    return full_members < LEAST_FULL_OF_A_GROUP


def is_due_a_group(residents: int, *, has_group: bool) -> bool:
    """Whether so many members live in a building that it should have a group of its own, and it has none."""
    return residents >= RESIDENTS_DUE_A_GROUP and not has_group
