"""The plan meets the published figures to the number, and other counties get theirs in proportion."""

from __future__ import annotations

from random import Random

import pytest

from domain.organisation.events import BranchSector
from gridledger.demo.chance import apportion, spread
from gridledger.demo.division import known_counties, load_division
from gridledger.demo.figures import figures_of
from gridledger.demo.founding import districts
from gridledger.demo.plan import LARGE, CountyPlan, make_plan


@pytest.fixture(scope="module")
def liling() -> CountyPlan:
    division = load_division("430281")
    return make_plan(division, figures_of(division), seed=2025)


def test_the_county_has_its_published_members_and_branches(liling: CountyPlan) -> None:
    branches = liling.branches
    rural = [branch for branch in branches if branch.sector is BranchSector.RURAL]
    assert len(branches) == 1_067
    assert sum(branch.members for branch in branches) == 46_509
    assert len(rural) == 380
    assert sum(branch.members for branch in rural) == 27_629
    assert sum(branch.members >= LARGE for branch in rural) == 141
    assert sum(branch.sector is BranchSector.AGENCY for branch in branches) == 447


def test_every_place_of_the_division_tree_is_there(liling: CountyPlan) -> None:
    division = liling.division
    assert len(division.townships) == 25  # 24 towns and streets, and the development zone
    assert sum(township.is_rural for township in division.townships) == 19
    assert sum(len(township.villages) for township in division.townships) == 272
    parts = districts(division, liling.figures.grid_districts)
    assert [township for part in parts for township in part.townships] == list(division.townships)
    sizes = [sum(len(township.villages) for township in part.townships) for part in parts]
    assert len(parts) == 5
    assert max(sizes) - min(sizes) <= 10, sizes


def test_every_rural_branch_stands_in_a_village_of_its_township(liling: CountyPlan) -> None:
    for branch in liling.branches:
        if branch.township_code is not None:
            township = liling.division.township(branch.township_code)
            assert branch.village_code in {village.code for village in township.villages}
        else:
            assert branch.sector is BranchSector.AGENCY


@pytest.mark.parametrize("county", known_counties())
def test_other_counties_are_planned_in_proportion(county: str) -> None:
    division = load_division(county)
    figures = figures_of(division)
    plan = make_plan(division, figures, seed=1)
    assert len(plan.branches) == figures.branches
    assert sum(branch.members for branch in plan.branches) == figures.members
    assert division.median_town in division.townships


def test_an_unknown_county_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="430281"):
        load_division("999999")


def test_numbers_are_spread_within_their_bounds() -> None:
    numbers = spread(1_000, 20, 12, 99, Random(1))
    assert sum(numbers) == 1_000
    assert min(numbers) >= 12
    assert max(numbers) <= 99
    assert len(set(numbers)) > 5
    with pytest.raises(ValueError, match="cannot add up"):
        spread(1_000, 5, 12, 99, Random(1))


def test_shares_add_up() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(0, [5, 7]) == [0, 0]
