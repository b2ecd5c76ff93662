"""The county's plan: every branch with its place and size, in total the published figures to the number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from domain.organisation.events import BranchSector
from gridledger.demo.chance import apportion, chance, spread
from gridledger.demo.division import Division
from gridledger.demo.figures import Figures

LARGE = 100  # members of a large rural branch, at least
LARGE_MEAN = 118  # ours: the source says only "100 or more"
LARGEST = 154  # so that the smallest are the most frequent, and the mean is right
SMALL_RURAL = (12, LARGE - 1)
ELSEWHERE = (5, 60)  # members of a branch that is not rural
AGENCY_BRANCHES_OF_A_TOWNSHIP = 2  # the offices of the township itself; the others are the county's


@dataclass(frozen=True, slots=True)
class BranchPlan:
    """A branch to be. ``township_code`` None: one of the county's own agencies."""

    sector: BranchSector
    members: int
    township_code: str | None = None
    village_code: str | None = None
    number: int = 1  # among the branches of one sector and village
    siblings: int = 1  # how many these are


@dataclass(frozen=True, slots=True)
class CountyPlan:
    """All branches of a county."""

    division: Division
    figures: Figures
    branches: tuple[BranchPlan, ...]

    def of_township(self, code: str | None) -> list[BranchPlan]:
        """The branches of one township; of None, those of the county's own agencies."""
        return [branch for branch in self.branches if branch.township_code == code]


@dataclass(frozen=True, slots=True)
class _Place:
    township_code: str | None
    village_code: str | None


def make_plan(division: Division, figures: Figures, seed: int) -> CountyPlan:
    """Spread the county's totals over its places: rural branches by village, the others by township."""
    random = chance(seed, "plan", division.county_code)
    elsewhere = figures.branches - figures.rural_branches
    sizes = iter(spread(figures.members - figures.rural_members, elsewhere, *ELSEWHERE, random))
    branches = [
        *_at(BranchSector.RURAL, _rural_places(division, figures, random), _rural_sizes(figures, random)),
        *_at(BranchSector.AGENCY, _agency_places(division, figures), sizes),
    ]
    for sector, places in _other_places(division, figures):
        branches += _at(sector, places, sizes)
    return CountyPlan(division, figures, tuple(branches))


def _at(
    sector: BranchSector, places: Iterable[tuple[_Place, int]], sizes: Iterator[int]
) -> Iterator[BranchPlan]:
    """As many branches of a sector at each place, with the next sizes."""
    for place, count in places:
        for number in range(1, count + 1):
            yield BranchPlan(sector, next(sizes), place.township_code, place.village_code, number, count)


def _rural_sizes(figures: Figures, random: Random) -> Iterator[int]:
    large = spread(
        figures.large_rural_branches * LARGE_MEAN, figures.large_rural_branches, LARGE, LARGEST, random
    )
    small = figures.rural_branches - figures.large_rural_branches
    sizes = [*large, *spread(figures.rural_members - sum(large), small, *SMALL_RURAL, random)]
    random.shuffle(sizes)
    return iter(sizes)


def _rural_places(division: Division, figures: Figures, random: Random) -> list[tuple[_Place, int]]:
    """As many branches in every village, and one more in some. A county without villages has none to place."""
    places = [
        _Place(township.code, village.code)
        for township in division.townships
        for village in township.rural_places
    ]
    if not places:
        raise ValueError(f"{division.county} has no villages")
    each, more = divmod(figures.rural_branches, len(places))
    with_more = set(random.sample(range(len(places)), more))
    return [(place, each + (index in with_more)) for index, place in enumerate(places)]


def _agency_places(division: Division, figures: Figures) -> list[tuple[_Place, int]]:
    seats = [_Place(township.code, township.villages[0].code) for township in division.townships]
    counted = [(seat, AGENCY_BRANCHES_OF_A_TOWNSHIP) for seat in seats]
    of_county = figures.agency_branches - sum(count for _, count in counted)
    return [*counted, (_Place(None, None), of_county)]


def _other_places(
    division: Division, figures: Figures
) -> Iterator[tuple[BranchSector, list[tuple[_Place, int]]]]:
    """One branch in every urban community, one school a township, enterprises by number of villages."""
    communities = [
        (_Place(township.code, village.code), 1)
        for township in division.townships
        for village in township.villages
        if village not in township.rural_places
    ]
    schools = [(_Place(township.code, township.villages[0].code), 1) for township in division.townships]
    communities = communities[: figures.other_branches]
    schools = schools[: figures.other_branches - len(communities)]
    enterprises = apportion(
        figures.other_branches - len(communities) - len(schools),
        [len(township.villages) for township in division.townships],
    )
    yield BranchSector.COMMUNITY, communities
    yield BranchSector.SCHOOL, schools
    yield (
        BranchSector.ENTERPRISE,
        [
            (_Place(township.code, township.villages[0].code), count)
            for township, count in zip(division.townships, enterprises, strict=True)
        ],
    )
