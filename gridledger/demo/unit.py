"""Fills a township with branches, groups and synthetic people, by the county's plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from application.request import DisplayName
from domain.membership.events import MemberKind
from domain.organisation.events import BranchSector
from gridledger.demo.actors import Actors
from gridledger.demo.agencies import agency_branch
from gridledger.demo.chance import chance
from gridledger.demo.division import Township
from gridledger.demo.ids import DemoIds
from gridledger.demo.names import NameMaker
from gridledger.demo.people import Branch, GeneralBranch, Group, Home, Person, Unit
from gridledger.demo.plan import BranchPlan, CountyPlan

GROUP_SIZE = 15  # members of a party group, about
LEAST_WITH_GROUPS = 20  # members of a branch that has groups
COMMITTEE = (3, 5)  # members of a branch committee, below and from 50 members on

# Ours, not published: shares of members.
PROBATIONARY = 0.015
WORKING_ELSEWHERE = 0.09  # of rural members
LONG_ILL = 0.02
ABROAD = 0.003
WITHOUT_GROUP = 0.02  # at first

_SECTOR_NAMES = {
    BranchSector.AGENCY: ("机关党支部", "站所党支部"),
    BranchSector.SCHOOL: ("中心学校党支部",),
    BranchSector.COMMUNITY: ("社区党支部",),
}
_ORDINALS = "一二三四五六七八九十"


class UnitBuilder:
    """Builds units of one county; the same plan, ids and seed, the same people."""

    def __init__(self, plan: CountyPlan, ids: DemoIds, year: int) -> None:
        self._plan = plan
        self._ids = ids
        self._actors = Actors(ids)
        self._year = year

    def township(self, township: Township) -> Unit:
        """A township with all its branches."""
        plans = self._plan.of_township(township.code)
        committee_id = self._ids.township_committee(township.code)
        secretary = self._actors.township_secretary(township.code)
        general = [
            GeneralBranch(self._ids.of("general-branch", village.code), f"{village.name}党总支", village.code)
            for village in township.rural_places
            if any(plan.village_code == village.code and plan.siblings > 1 for plan in plans if _rural(plan))
        ]
        unit = Unit(township.code, township.name, committee_id, secretary, [], general)
        over = {one.village_code: one.id for one in general}
        villages = {village.code: village for village in township.villages}
        for number, plan in enumerate(plans, 1):
            village = villages[str(plan.village_code)]
            parent_id = over.get(village.code, committee_id) if _rural(plan) else committee_id
            place = village.name if _rural(plan) else village.short_name
            name = _branch_name(plan, place, township.name)
            unit.branches.append(self._branch(unit, plan, number, name, parent_id))
        return unit

    def agencies(self, least_members: int, *, whole: bool) -> Unit:
        """The county's agencies: the branch of its leaders, who answer for districts and towns; all, if ``whole``."""
        unit = Unit(
            None,
            f"{self._plan.division.county}直属机关",
            self._ids.agencies_committee,
            self._actors.agencies_secretary(),
            [],
            [],
        )
        plans = self._plan.of_township(None)
        leaders = next(plan for plan in plans if plan.members >= least_members)
        name = f"{self._plan.division.county}委机关党支部"
        unit.branches.append(self._branch(unit, leaders, 1, name, unit.committee_id))
        others = [plan for plan in plans if plan is not leaders] if whole else []
        for number, plan in enumerate(others):
            agency, ordinal = agency_branch(number)
            name = f"{self._plan.division.county}{agency}第{_ordinal(ordinal)}党支部"
            unit.branches.append(self._branch(unit, plan, number + 2, name, unit.committee_id))
        return unit

    def _branch(self, unit: Unit, plan: BranchPlan, number: int, name: str, parent_id: UUID) -> Branch:
        key = f"{unit.code or 'agencies'}-{number:02d}"
        random = chance(self._ids.seed, "branch", key)
        branch = Branch(
            key=key,
            number=number,
            id=self._ids.of("branch", key),
            name=name,
            sector=plan.sector,
            village_code=plan.village_code,
            parent_id=parent_id,
            committee=unit.secretary,
            party_day=random.choice((18, 19)),
        )
        names = NameMaker(random, self._plan.division.place_names)
        people = [self._person(branch, number, names, random) for number in range(1, plan.members + 1)]
        branch.founders = people
        for person in people[: COMMITTEE[len(people) >= 50]]:
            _into_committee(person)
        branch.secretary = self._actors.branch_secretary(key, branch.id, people[0].id)
        self._into_groups(branch, random)
        return branch

    def _person(self, branch: Branch, number: int, names: NameMaker, random: Random) -> Person:
        key = f"{branch.key}-{number:03d}"
        member_id = self._ids.of("member", key)
        probationary = random.random() < PROBATIONARY
        joined_on = (
            date(self._year - 1, 1, 10) + timedelta(days=random.randrange(330))
            if probationary
            else date(self._year - random.randrange(2, 52), random.randrange(1, 13), random.randrange(1, 29))
        )
        return Person(
            key=key,
            id=member_id,
            name=DisplayName(self._ids.of("name", key), member_id, names.next()),
            kind=MemberKind.PROBATIONARY if probationary else MemberKind.FULL,
            joined_on=joined_on,
            actor=self._actors.member(key, member_id, branch.id),
            works_elsewhere=branch.sector is BranchSector.RURAL and random.random() < WORKING_ELSEWHERE,
            long_ill=random.random() < LONG_ILL,
            abroad=random.random() < ABROAD,
            carelessness=random.choice((0.3, 0.6, 0.8, 1.0, 1.2, 2.1)),
        )

    def _into_groups(self, branch: Branch, random: Random) -> None:
        start = date(self._year - 1, 1, 1)
        people = branch.founders
        count = round(len(people) / GROUP_SIZE) if len(people) >= LEAST_WITH_GROUPS else 0
        for index in range(count):
            leader = people[index]
            _into_committee(leader, on_committee=leader.on_committee)
            group_id = self._ids.of("group", branch.key, index)
            branch.groups.append(Group(group_id, f"第{_ordinal(index + 1)}党小组", leader))
        for index, person in enumerate(people):
            grouped = branch.groups and (index < count or random.random() >= WITHOUT_GROUP)
            group = branch.groups[index % count] if grouped else None
            person.homes = [Home(branch, group, start)]


def unassigned(branch: Branch) -> Iterator[Person]:
    """Members of a branch with groups who have none at first."""
    return (person for person in branch.founders if branch.groups and person.homes[0].group is None)


def _rural(plan: BranchPlan) -> bool:
    return plan.sector is BranchSector.RURAL


def _into_committee(person: Person, *, on_committee: bool = True) -> None:
    """Whoever bears an office lives here, is well, and is a full member."""
    person.on_committee = on_committee
    person.works_elsewhere = person.long_ill = person.abroad = False
    person.carelessness = 0.3
    if person.kind is MemberKind.PROBATIONARY:
        person.kind = MemberKind.FULL
        person.joined_on -= timedelta(days=3 * 365)


def _branch_name(plan: BranchPlan, village: str, township: str) -> str:
    if plan.sector is BranchSector.RURAL:
        return f"{village}第{_ordinal(plan.number)}党支部" if plan.siblings > 1 else f"{village}党支部"
    if plan.sector is BranchSector.ENTERPRISE:
        return f"{township}第{_ordinal(plan.number)}企业党支部"
    if plan.sector is BranchSector.COMMUNITY:
        return f"{village}社区党支部"
    return township + _SECTOR_NAMES[plan.sector][plan.number - 1]


def _ordinal(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else _ORDINALS[tens - 1]) + ("十" if tens else "")
    return text + (_ORDINALS[ones - 1] if ones else "")
