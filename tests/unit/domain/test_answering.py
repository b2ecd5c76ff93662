"""The rules of the responsibility tree that findings hold facts against."""

from __future__ import annotations

import pytest

from domain.grids.answering import belongs_into_a_grid, has_too_many_owners, levels_missing
from domain.organisation.events import OrganisationKind


@pytest.mark.parametrize(
    ("level", "answering", "too_many"), [(5, 0, False), (5, 1, False), (5, 2, True), (4, 2, False)]
)
def test_one_owner_where_it_reaches_households(level: int, answering: int, too_many: bool) -> None:
    assert has_too_many_owners(level, answering) is too_many


def test_a_chain_is_broken_where_nobody_answers() -> None:
    assert levels_missing([True, True, True, True]) == 0
    assert levels_missing([True, False, True, False]) == 2


@pytest.mark.parametrize("kind", OrganisationKind)
def test_branches_and_groups_belong_into_a_grid_while_they_are_there(kind: OrganisationKind) -> None:
    belongs = kind in {OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP}
    assert belongs_into_a_grid(kind.value, dissolved=False) is belongs
    assert not belongs_into_a_grid(kind.value, dissolved=True)
