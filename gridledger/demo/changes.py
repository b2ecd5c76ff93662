"""What else happens in a year: moves between branches, confirmations, new names, and entries put right."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from application.request import DisplayName
from domain.grids.commands import (
    AssignCoverage,
    AssignResponsible,
    CorrectGrid,
    EndCoverage,
    RelieveResponsible,
)
from domain.grids.events import GridDefined
from domain.membership.commands import AssignGroup, ConfirmMember, CorrectMember, TransferMember
from domain.membership.events import MemberKind, MemberRegistered
from domain.organisation.commands import CorrectOrganisation, RenameOrganisation
from domain.organisation.events import BranchSector, OrganisationFounded
from gridledger.demo.actors import Actors
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Home, Person, Unit
from gridledger.demo.steps import NO_EVENT, EventRef, LocalTime, StepList

TRANSFERS = 12  # a township and year
CORRECTED_MEMBERS = 8
PROBATION_DAYS = 377  # a year, and some days until the meeting that confirms


class Changes:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._actors = Actors(ids)
        self._time = time
        self._year = year

    def transfers(self, unit: Unit) -> None:
        """Members move to another branch from the first of the next month on. Before meetings are made."""
        random = chance(self._ids.seed, "transfers", str(unit.code))
        settled = [person for person in unit.people if _is_free_to_move(person)]
        for person in random.sample(settled, min(TRANSFERS, len(settled))):
            month = random.randint(3, 9)
            day = date(self._year, month, random.randint(13, 25))  # after the day of July's points
            home = person.home_on(day)
            to = random.choice([branch for branch in unit.branches if branch is not home.branch])
            from_on = date(self._year, month + 1, 1)
            transfer = TransferMember(member_id=person.id, to_branch_id=to.id, from_on=from_on)
            self._steps.add(self._time.at(day, "10:30", random.randrange(60)), unit.secretary, transfer)
            group = random.choice(to.groups) if to.groups else None
            if group:
                assign = AssignGroup(member_id=person.id, group_id=group.id)
                self._steps.add(self._time.at(from_on, "09:30", random.randrange(60)), to.secretary, assign)
            person.homes.append(Home(to, group, from_on))
            to.newcomers.append(person)

    def confirmations(self, unit: Unit) -> None:
        """Probationary members become full members a year after their admission."""
        for person in unit.people:
            if person.kind is MemberKind.PROBATIONARY:
                day = person.joined_on + timedelta(days=PROBATION_DAYS)
                secretary = person.home_on(day).branch.secretary
                self._steps.add(self._time.at(day, "15:00"), secretary, ConfirmMember(member_id=person.id))

    def corrections_of_members(self, unit: Unit, texts: tuple[str, ...]) -> dict[UUID, str]:
        """Some dates of admission were entered wrongly, and some names; returns the corrected names."""
        random = chance(self._ids.seed, "member-corrections", str(unit.code))
        names = NameMaker(random, texts)
        renamed: dict[UUID, str] = {}
        full = [person for person in unit.people if person.kind is MemberKind.FULL]
        for number, person in enumerate(random.sample(full, CORRECTED_MEMBERS)):
            day = date(self._year, 1, 8 + number)
            at = self._time.at(day, "16:30", random.randrange(40))
            ref = EventRef(person.id, MemberRegistered.TOPIC)
            secretary = person.home_on(day).branch.secretary
            if number % 2:
                joined_on = person.joined_on - timedelta(days=365)
                command = CorrectMember(
                    member_id=person.id, corrects=NO_EVENT, joined_on=joined_on, reason="WRONG_YEAR_ENTERED"
                )
                self._steps.add(at, secretary, command, names=ref)
            else:
                text = person.name.text[0] + names.next()[1:]
                name = DisplayName(self._ids.of("corrected-name", person.key), person.id, text)
                command = CorrectMember(
                    member_id=person.id, corrects=NO_EVENT, name_id=name.name_id, reason="NAME_MISSPELT"
                )
                self._steps.add(at, secretary, command, names=ref, display_name=name)
                renamed[person.id] = text
        return renamed

    def organisations(self, unit: Unit) -> None:
        """An enterprise's branch takes another name, and another turns out to be of another kind."""
        branches = [branch for branch in unit.branches if branch.sector is BranchSector.ENTERPRISE]
        if not branches:
            return
        rename = RenameOrganisation(organisation_id=branches[0].id, name=f"{unit.name}烟花鞭炮行业第一党支部")
        self._steps.add(self._time.at(date(self._year, 5, 20), "10:00"), unit.secretary, rename)
        correct = CorrectOrganisation(
            organisation_id=branches[-1].id,
            corrects=NO_EVENT,
            name=f"{branches[-1].name}（联合）",
            reason="INCOMPLETE_NAME_ENTERED",
        )
        ref = EventRef(branches[-1].id, OrganisationFounded.TOPIC)
        self._steps.add(self._time.at(date(self._year, 2, 11), "10:00"), unit.secretary, correct, names=ref)

    def grids(self, unit: Unit) -> None:
        """A grid's name is put right, a grid gets another leader, and one branch is covered elsewhere."""
        with_groups = [branch for branch in unit.branches if branch.groups]
        if len(with_groups) < 2:
            return
        self._correct_grid(with_groups[0])
        self._hand_over(with_groups[0])
        self._cover_elsewhere(with_groups[-1], str(with_groups[0].village_code))

    def _correct_grid(self, branch: Branch) -> None:
        grid_id = self._ids.grid("branch", branch.key)
        command = CorrectGrid(
            grid_id=grid_id,
            corrects=NO_EVENT,
            name=f"{branch.name}联组联户网格",
            reason="INCOMPLETE_NAME_ENTERED",
        )
        ref = EventRef(grid_id, GridDefined.TOPIC)
        at = self._time.at(date(self._year, 1, 9), "10:00")
        self._steps.add(at, self._actors.county_secretary, command, names=ref)

    def _hand_over(self, branch: Branch) -> None:
        day = date(self._year, 7, 15)
        grid_id = self._ids.grid("branch", branch.key)
        before, after = branch.founders[0], branch.founders[1]
        relieve = RelieveResponsible(grid_id=grid_id, member_id=before.id, on=day)
        assign = AssignResponsible(grid_id=grid_id, member_id=after.id, from_on=day)
        self._steps.add(self._time.at(day, "09:00"), self._actors.county_secretary, relieve)
        self._steps.add(self._time.at(day, "09:10"), self._actors.county_secretary, assign)

    def _cover_elsewhere(self, branch: Branch, village_code: str) -> None:
        """From now on the grid of another village covers the branch itself."""
        day = date(self._year, 8, 1)
        end = EndCoverage(organisation_id=branch.id, on=day)
        cover = AssignCoverage(grid_id=self._ids.grid(village_code), organisation_id=branch.id, from_on=day)
        self._steps.add(self._time.at(day, "09:00"), self._actors.county_secretary, end)
        self._steps.add(self._time.at(day, "09:10"), self._actors.county_secretary, cover)


def _is_free_to_move(person: Person) -> bool:
    """Without an office, and neither away nor ill."""
    home = person.homes[-1]
    leads = home.group is not None and home.group.leader is person
    away = person.works_elsewhere or person.long_ill or person.abroad
    return not (person.on_committee or leads or away or person.kind is MemberKind.PROBATIONARY)
