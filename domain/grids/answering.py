"""Who answers for what: rules of the responsibility tree (domain.md O04), which findings hold facts against."""

from __future__ import annotations

from collections.abc import Iterable

from domain.organisation.events import OrganisationKind

LOWEST_LEVEL = 5  # reaches households
OWNERS_OF_THE_LOWEST = 1  # exactly: each household has one owner at the fifth level
# What the tree covers; committees and general branches are covered by what is below them.
_COVERED = frozenset({OrganisationKind.PARTY_BRANCH.value, OrganisationKind.PARTY_GROUP.value})


def has_too_many_owners(level: int, answering: int) -> bool:
    """Whether more persons answer for a node than one, where one alone may."""
    return level == LOWEST_LEVEL and answering > OWNERS_OF_THE_LOWEST


def levels_missing(answered_above: Iterable[bool]) -> int:
    """How many of the levels above a node nobody answers for: of an unbroken chain, none."""
    return sum(not answered for answered in answered_above)


def belongs_into_a_grid(kind: str, *, dissolved: bool) -> bool:
    """Whether an organisation of this kind is to be covered by a grid."""
    return kind in _COVERED and not dissolved
