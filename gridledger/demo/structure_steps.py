"""How a township is made up changes, once the year is over: branches of other forms, split, merged and moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from application.request import DisplayName
from domain.core.command import Command
from domain.coverage.commands import CoverEntity, EndEntityCoverage, ExcludeEntity, SurveyEntity
from domain.coverage.events import EntityKind, ExclusionGround
from domain.discipline.commands import ImposeDiscipline, LiftDiscipline
from domain.discipline.events import Measure
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import (
    DissolveOrganisation,
    ElectGroupLeader,
    EndCustody,
    FoundOrganisation,
    MergeOrganisation,
    MoveOrganisation,
    RecodeOrganisation,
    RecordElection,
    SplitOrganisation,
    TakeIntoCustody,
)
from domain.organisation.events import BranchForm, BranchSector, OrganisationKind
from domain.organisation.forms import MOST_JOINT_UNITS
from domain.residence.commands import EndResidence, RecordResidence
from domain.sites.commands import AssignSiteBranch, CloseSite, OpenSite, RecountSite
from gridledger.demo.cast import interesting_branch
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, Unit
from gridledger.demo.steps import StepList

LEAGUE_MEMBERS = 12
ENTITIES = 9  # of a township
RESIDENTS = 3  # of one building, once another has moved away
MERGED_VILLAGE = "601"  # codes of merged villages begin there
SPLIT_SHARE = 3  # of a branch that is split, one in so many belongs to the new one


class StructureSteps:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, place_names: tuple[str, ...]) -> None:
        self._steps = steps
        self._ids = ids
        self._place_names = place_names

    def add(self, unit: Unit, at: datetime) -> None:
        """All of them, from the instant ``at`` on."""
        self._league(unit, at)
        later = at + timedelta(hours=2)
        on = at.date()
        commands = [
            *self._coverage(unit, on),
            *self._sites(unit, on),
            *self._dated(unit, on),
            *self._moved(unit, on),
            *self._by_the_township(unit, on),
            *self._of_members(unit, on),
        ]
        for minute, command in enumerate(commands):
            self._steps.add(later + timedelta(minutes=minute), unit.secretary, command)

    def _league(self, unit: Unit, at: datetime) -> None:
        """A branch of the Youth League, with its members."""
        league = self._ids.of("league", str(unit.code))
        found = FoundOrganisation(
            organisation_id=league,
            kind=OrganisationKind.LEAGUE_BRANCH,
            name=f"{unit.name}团支部",
            parent_id=unit.committee_id,
            division_code=unit.code,
        )
        self._steps.add(at, unit.secretary, found)
        random = chance(self._ids.seed, "league", str(unit.code))
        names = NameMaker(random, self._place_names)
        for number in range(LEAGUE_MEMBERS):
            member = self._ids.of("league-member", str(unit.code), number)
            name = DisplayName(self._ids.of("league-name", str(unit.code), number), member, names.next())
            register = RegisterMember(
                member_id=member,
                branch_id=league,
                kind=MemberKind.LEAGUE_MEMBER,
                joined_on=date(at.year - random.randrange(1, 8), 5, 4),
                name_id=name.name_id,
            )
            self._steps.add(at + timedelta(minutes=number + 1), unit.secretary, register, display_name=name)

    def _by_the_township(self, unit: Unit, on: date) -> Iterator[Command]:
        """A flood is fought by a temporary branch; the two smallest branches become one, a large one becomes two."""
        flood = self._ids.of("temporary-branch", str(unit.code))
        yield FoundOrganisation(
            organisation_id=flood,
            kind=OrganisationKind.PARTY_BRANCH,
            name=f"{unit.name}防汛抢险临时党支部",
            parent_id=unit.committee_id,
            form=BranchForm.TEMPORARY,
            approved_by=unit.committee_id,
            expected_end=on + timedelta(days=30),
            reason="FLOOD_CONTROL",
        )
        yield DissolveOrganisation(
            organisation_id=flood, on=on, approved_by=unit.committee_id, reason="TASK_DONE"
        )
        smallest, next_smallest, *_, large = _by_size(unit)
        if smallest is unit.branches[0]:  # which develops people, so it stays
            smallest, next_smallest = next_smallest, smallest
        yield MergeOrganisation(
            organisation_id=smallest.id,
            into_id=next_smallest.id,
            on=on,
            approved_by=unit.committee_id,
            reason="FEW_MEMBERS",
        )
        settled = [person for person in large.founders if person.homes[-1].branch is large]
        part = (
            len(settled) // SPLIT_SHARE
        )  # from the middle: the first bear offices, letters were given to the last
        yield SplitOrganisation(
            organisation_id=large.id,
            new_id=self._ids.of("split-branch", large.key),
            name=f"{large.name}（新设）",
            member_ids=tuple(person.id for person in settled[part : 2 * part]),
            on=on,
            approved_by=unit.committee_id,
            reason="TOO_LARGE",
        )

    def _coverage(self, unit: Unit, on: date) -> Iterator[Command]:
        """Entities of the township: most are covered by a joint branch or one of their own, and some do not count."""
        surveyed_on = on - timedelta(days=30)
        joint = self._ids.of("joint-branch", str(unit.code))
        yield FoundOrganisation(
            organisation_id=joint,
            kind=OrganisationKind.PARTY_BRANCH,
            name=f"{unit.name}两新组织联合党支部",
            parent_id=unit.committee_id,
            form=BranchForm.JOINT,
            sector=BranchSector.ENTERPRISE,
            approved_by=unit.committee_id,
        )
        for number in range(ENTITIES):
            yield SurveyEntity(
                entity_id=self._entity(unit, number),
                organisation_id=unit.committee_id,
                kind=EntityKind.SOCIAL_ORGANISATION if number % 5 == 4 else EntityKind.ENTERPRISE,
                name=f"{unit.name}第{number + 1}号两新组织",
                surveyed_on=surveyed_on,
                employees=20 + 7 * number,
                members=number % 4,
                division_code=unit.code,
            )
        for number in range(MOST_JOINT_UNITS):
            yield CoverEntity(entity_id=self._entity(unit, number), branch_id=joint, from_on=on)
        yield EndEntityCoverage(entity_id=self._entity(unit, 0), on=on)
        yield ExcludeEntity(
            entity_id=self._entity(unit, ENTITIES - 1), ground=ExclusionGround.EMPTY_SHELL, on=on
        )

    def _entity(self, unit: Unit, number: int) -> UUID:
        return self._ids.of("entity", str(unit.code), number)

    def _sites(self, unit: Unit, on: date) -> Iterator[Command]:
        """A road is built, with people enough for a temporary branch; a smaller work is done already."""
        road, well = (self._ids.of("site", str(unit.code), name) for name in ("road", "well"))
        for site, people, members in ((road, 42, 7), (well, 12, 2)):
            yield OpenSite(
                site_id=site,
                organisation_id=unit.committee_id,
                name=f"{unit.name}{'公路' if site == road else '水井'}项目部",
                starts_on=on - timedelta(days=10),
                ends_on=on + timedelta(days=60),
                people=people,
                members=members,
            )
        branch = self._ids.of("road-branch", str(unit.code))
        yield FoundOrganisation(
            organisation_id=branch,
            kind=OrganisationKind.PARTY_BRANCH,
            name=f"{unit.name}公路项目临时党支部",
            parent_id=unit.committee_id,
            form=BranchForm.TEMPORARY,
            approved_by=unit.committee_id,
            expected_end=on + timedelta(days=60),
            reason="PROJECT",
        )
        yield AssignSiteBranch(site_id=road, branch_id=branch, on=on)
        yield RecountSite(site_id=road, on=on, ends_on=on + timedelta(days=45), people=40, members=7)
        yield CloseSite(site_id=well, on=on)

    def _dated(self, unit: Unit, on: date) -> Iterator[Command]:
        """Elections, a code that changes, and a small branch that another looks after for a while."""
        for branch in unit.branches:
            yield RecordElection(
                organisation_id=branch.id, held_on=on - timedelta(days=7 + branch.number % 20)
            )
        _, _, small, *_ = _by_size(unit)
        yield TakeIntoCustody(
            organisation_id=small.id,
            custodian_id=interesting_branch(unit).id,
            from_on=on - timedelta(days=7),
            approved_by=unit.committee_id,
            reason="FEW_MEMBERS",
        )
        yield EndCustody(organisation_id=small.id, on=on)
        yield RecodeOrganisation(
            organisation_id=interesting_branch(unit).id,
            division_code=f"{unit.code}{MERGED_VILLAGE}",
            from_on=on,
            reason="VILLAGES_MERGED",
        )

    def _moved(self, unit: Unit, on: date) -> Iterator[Command]:
        """A small branch of the township's goes below a general branch of some villages."""
        general = self._ids.of("villages", str(unit.code))
        yield FoundOrganisation(
            organisation_id=general,
            kind=OrganisationKind.GENERAL_BRANCH,
            name=f"{unit.name}片区联合党总支",
            parent_id=unit.committee_id,
        )
        _, _, small, *_ = _by_size(unit)
        yield MoveOrganisation(
            organisation_id=small.id,
            parent_id=general,
            on=on,
            approved_by=unit.committee_id,
            reason="VILLAGES_JOINED",
        )

    def _of_members(self, unit: Unit, on: date) -> Iterator[Command]:
        """Groups of the branch that people look at have leaders, some are under a measure, some share a building."""
        branch = interesting_branch(unit)
        since = on - timedelta(days=20)
        for group in branch.groups:
            if group.leader.homes[-1].group is group:
                yield ElectGroupLeader(organisation_id=group.id, member_id=group.leader.id, on=on)
        warned, watched = branch.founders[-1], branch.founders[-2]
        yield ImposeDiscipline(member_id=warned.id, measure=Measure.WARNING, from_on=since)
        yield LiftDiscipline(member_id=warned.id, on=on)
        yield ImposeDiscipline(
            member_id=watched.id,
            measure=Measure.DISCIPLINARY_PROBATION,
            from_on=since,
            until_on=since + timedelta(days=365),
        )
        building = self._building(unit)
        for person in branch.founders[: RESIDENTS + 1]:
            yield RecordResidence(member_id=person.id, grid_id=building, from_on=since)
        yield EndResidence(member_id=branch.founders[0].id, on=on)

    def _building(self, unit: Unit) -> UUID:
        """The grid of some group: of level 5."""
        group = next(branch.groups[0] for branch in unit.branches if branch.groups)
        return self._ids.grid("group", str(group.id))


def _by_size(unit: Unit) -> list[Branch]:
    """All but the branch that people come to look at."""
    others = [branch for branch in unit.branches if branch is not interesting_branch(unit)]
    return sorted(others, key=lambda branch: len(branch.founders))
