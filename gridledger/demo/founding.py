"""The first steps: the county, its committees, and the grids of levels 1 to 3 over all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import cycle
from uuid import UUID

from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, Module
from domain.grids.commands import AssignCoverage, AssignResponsible, DefineGrid
from domain.organisation.commands import FoundOrganisation
from domain.organisation.events import OrganisationKind
from gridledger.demo.actors import Actors
from gridledger.demo.division import Division, Township
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Person
from gridledger.demo.steps import LocalTime, StepList

_ORDINALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class District:
    """A grid district (片区): the source gives their number, not which towns belong to which."""

    number: int
    name: str
    townships: tuple[Township, ...]


def districts(division: Division, count: int) -> list[District]:
    """Townships in order of code, cut where each district has its share of the villages."""
    villages = sum(len(township.villages) for township in division.townships)
    members: list[list[Township]] = [[] for _ in range(count)]
    passed = 0
    for township in division.townships:
        middle = passed + len(township.villages) / 2
        members[min(int(middle * count / villages), count - 1)].append(township)
        passed += len(township.villages)
    return [
        District(number, f"第{_ORDINALS[number - 1]}片区", tuple(townships))
        for number, townships in enumerate(members, 1)
    ]


class Founding:
    """Adds the steps of the founding days."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._time = time
        self._day = date(year - 1, 12, 2)

    def county(self, division: Division) -> None:
        """The county itself, and the module that its party day uses."""
        at = self._time.at(self._day, "09:00")
        found = FoundCounty(
            county_id=COUNTY_ID,
            committee_id=self._ids.committee,
            name=division.county,
            committee_name=f"中共{division.county}委员会",
            division_code=division.county_code,
            time_zone=self._time.zone.key,
            rehearsal=True,
        )
        self._steps.add(at, self._actors.operator, found)
        adopt = AdoptModule(county_id=COUNTY_ID, module=Module.POINTS)
        self._steps.add(self._time.at(self._day, "09:05"), self._actors.county_secretary, adopt)

    def committees(self, division: Division) -> None:
        """One below the county for its agencies, and one for each town, street and zone."""
        at = self._time.at(self._day, "09:30")
        work = OrganisationKind.PARTY_WORK_COMMITTEE
        agencies = FoundOrganisation(
            organisation_id=self._ids.agencies_committee,
            kind=work,
            name=f"中共{division.county}直属机关工作委员会",
            parent_id=self._ids.committee,
            division_code=division.county_code,
        )
        self._steps.add(at, self._actors.county_secretary, agencies)
        for township in division.townships:
            kind = OrganisationKind.PARTY_COMMITTEE if township.is_rural else work
            founded = FoundOrganisation(
                organisation_id=self._ids.township_committee(township.code),
                kind=kind,
                name=f"中共{township.name}{'委员会' if township.is_rural else '工作委员会'}",
                parent_id=self._ids.committee,
                division_code=township.code,
            )
            self._steps.add(at, self._actors.county_secretary, founded)

    def grids(self, division: Division, parts: list[District]) -> None:
        """Level 1 districts, level 2 towns, level 3 villages; a town's grid covers its committee."""
        at = self._time.at(self._day, "14:00")
        secretary = self._actors.county_secretary
        for part in parts:
            grid_id = self._ids.grid("district", part.number)
            self._steps.add(at, secretary, DefineGrid(grid_id=grid_id, level=1, name=part.name))
            for township in part.townships:
                self._township_grids(grid_id, township)
        for township in division.townships:
            covered = AssignCoverage(
                grid_id=self._ids.grid(township.code),
                organisation_id=self._ids.township_committee(township.code),
                from_on=self._day,
            )
            self._steps.add(self._time.at(self._day, "15:00"), secretary, covered)

    def _township_grids(self, district_id: UUID, township: Township) -> None:
        at = self._time.at(self._day, "14:00")
        secretary = self._actors.county_secretary
        town_id = self._ids.grid(township.code)
        nodes = [(town_id, 2, district_id, township.code, township.name)]
        nodes += [
            (self._ids.grid(village.code), 3, town_id, village.code, village.name)
            for village in township.villages
        ]
        for grid_id, level, parent_id, code, name in nodes:
            define = DefineGrid(
                grid_id=grid_id, level=level, parent_id=parent_id, division_code=code, name=f"{name}网格"
            )
            self._steps.add(at, secretary, define)

    def leaders(self, parts: list[District], leaders: list[Person]) -> None:
        """Leaders of the county answer for districts, and heads of its agencies for towns."""
        day = self._day.replace(day=23)
        at = self._time.at(day, "09:00")
        grids = [self._ids.grid("district", part.number) for part in parts]
        grids += [self._ids.grid(township.code) for part in parts for township in part.townships]
        for grid_id, leader in zip(grids, cycle(leaders), strict=False):
            assign = AssignResponsible(grid_id=grid_id, member_id=leader.id, from_on=day)
            self._steps.add(at, self._actors.county_secretary, assign)
