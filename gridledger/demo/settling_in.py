"""A unit's first weeks: its branches, groups, members, and the grids of levels 4 and 5 that cover them."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from uuid import UUID

from domain.grids.commands import AssignCoverage, AssignResponsible, DefineGrid
from domain.membership.commands import AssignGroup, RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import FoundOrganisation, RecordElection
from domain.organisation.events import OrganisationKind
from gridledger.demo.actors import Actors
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Home, Unit
from gridledger.demo.steps import LocalTime, StepList
from gridledger.demo.unit import unassigned

FULL_MEMBERS_WITH_A_COMMITTEE = 7  # 支部工作条例


class SettlingIn:
    """Adds the steps of December before the year."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._time = time
        self._year = year

    def add(self, unit: Unit) -> None:
        """All of it, in an order in which each finds what it needs."""
        self._organisations(unit)
        for branch in unit.branches:
            self._members(branch)
            self._election(unit, branch)
        if unit.code is not None:
            for branch in unit.branches:
                self._grids(branch)
            self._village_leaders(unit)

    def _day(self, day: int) -> date:
        return date(self._year - 1, 12, day)

    def _organisations(self, unit: Unit) -> None:
        at = self._time.at(self._day(9), "09:00")
        for general in unit.general_branches:
            found = FoundOrganisation(
                organisation_id=general.id,
                kind=OrganisationKind.GENERAL_BRANCH,
                name=general.name,
                parent_id=unit.committee_id,
                division_code=general.village_code,
            )
            self._steps.add(at, unit.secretary, found)
        for branch in unit.branches:
            found = FoundOrganisation(
                organisation_id=branch.id,
                kind=OrganisationKind.PARTY_BRANCH,
                name=branch.name,
                parent_id=branch.parent_id,
                division_code=branch.village_code,
                sector=branch.sector,
            )
            self._steps.add(self._time.at(self._day(9), "10:00"), unit.secretary, found)
            for group in branch.groups:
                found = FoundOrganisation(
                    organisation_id=group.id,
                    kind=OrganisationKind.PARTY_GROUP,
                    name=group.name,
                    parent_id=branch.id,
                )
                self._steps.add(self._time.at(self._day(9), "11:00"), unit.secretary, found)

    def _election(self, unit: Unit, branch: Branch) -> None:
        """From seven full members on a branch has a committee, of three."""
        full = sum(person.kind is MemberKind.FULL for person in branch.founders)
        elected = RecordElection(
            organisation_id=branch.id,
            held_on=self._day(30),
            committee_members=3 if full >= FULL_MEMBERS_WITH_A_COMMITTEE else 0,
        )
        self._steps.add(self._time.at(self._day(30), "15:00"), unit.secretary, elected)

    def _members(self, branch: Branch) -> None:
        day = self._day(10 + branch.number % 9)
        for number, person in enumerate(branch.founders):
            group = person.homes[0].group
            register = RegisterMember(
                member_id=person.id,
                branch_id=branch.id,
                kind=person.kind,
                joined_on=person.joined_on,
                name_id=person.name.name_id,
                group_id=group.id if group else None,
            )
            at = self._time.at(day, "08:30", minutes=2 * number)
            self._steps.add(at, branch.secretary, register, display_name=person.name)

    def _grids(self, branch: Branch) -> None:
        """Level 4 for the branch, led by its secretary; level 5 for each group, led by the group's leader."""
        parent_id = self._ids.grid(str(branch.village_code))
        grid_id = self._ids.grid("branch", branch.key)
        self._grid(grid_id, 4, parent_id, branch.name, branch.id, branch.founders[0].id)
        for group in branch.groups:
            group_grid = self._ids.grid("group", str(group.id))
            self._grid(group_grid, 5, grid_id, f"{branch.name}{group.name}", group.id, group.leader.id)

    def _grid(
        self, grid_id: UUID, level: int, parent_id: UUID, name: str, covers: UUID, member_id: UUID
    ) -> None:
        day = self._day(24)
        secretary = self._actors.county_secretary
        define = DefineGrid(grid_id=grid_id, level=level, parent_id=parent_id, name=f"{name}网格")
        self._steps.add(self._time.at(day, "09:00", minutes=level), secretary, define)
        cover = AssignCoverage(grid_id=grid_id, organisation_id=covers, from_on=day)
        self._steps.add(self._time.at(day, "11:00"), secretary, cover)
        answer = AssignResponsible(grid_id=grid_id, member_id=member_id, from_on=day)
        self._steps.add(self._time.at(day, "11:30"), secretary, answer)

    def _village_leaders(self, unit: Unit) -> None:
        """Members of the township's offices answer for its villages."""
        office = unit.branches[_first_office(unit)]
        villages = dict.fromkeys(str(branch.village_code) for branch in unit.branches)
        for village_code, person in zip(villages, cycle(office.founders), strict=False):
            answer = AssignResponsible(
                grid_id=self._ids.grid(village_code), member_id=person.id, from_on=self._day(23)
            )
            self._steps.add(self._time.at(self._day(23), "10:00"), self._actors.county_secretary, answer)

    def into_groups(self, branch: Branch) -> None:
        """In January, those who have no group find one."""
        day = date(self._year, 1, 6)
        for number, person in enumerate(list(unassigned(branch))):
            group = branch.groups[number % len(branch.groups)]
            assign = AssignGroup(member_id=person.id, group_id=group.id)
            self._steps.add(self._time.at(day, "16:00", minutes=number), branch.secretary, assign)
            person.homes.append(Home(branch, group, day))


def _first_office(unit: Unit) -> int:
    return next(index for index, branch in enumerate(unit.branches) if branch.sector == "AGENCY")
