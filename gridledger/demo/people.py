"""The people of the demo: synthetic members, where they belong, and the leave they have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from application.actor import Actor
from application.request import DisplayName
from domain.membership.events import MemberKind
from domain.organisation.events import BranchSector


@dataclass(eq=False)
class StandingLeave:
    """A leave of a member, and who decides about it."""

    id: UUID
    decider: Actor
    from_on: date
    to_on: date
    granted_at: datetime | None = None
    void_at: datetime | None = None  # when it was taken back, or corrected to other days
    back_on: date | None = None  # the day of an early return

    @property
    def was_late(self) -> bool:
        """Whether it was granted after its last day."""
        return self.granted_at is not None and self.granted_at.date() > self.to_on

    def covers(self, day: date, known_at: datetime) -> bool:
        """Whether it excuses its member that day, by what was recorded up to ``known_at``."""
        granted = self.granted_at is not None and self.granted_at < known_at
        void = self.void_at is not None and self.void_at < known_at
        back = self.back_on is not None and self.back_on <= day
        return granted and not void and not back and self.from_on <= day <= self.to_on


@dataclass(frozen=True, slots=True)
class Home:
    """A branch, and a group in it, from a day on."""

    branch: Branch
    group: Group | None
    from_on: date


@dataclass(eq=False)
class Person:
    """A member. ``carelessness`` 1 is average: it multiplies the chance of staying away without leave."""

    key: str
    id: UUID
    name: DisplayName
    kind: MemberKind
    joined_on: date
    actor: Actor
    homes: list[Home] = field(default_factory=list)
    on_committee: bool = False
    works_elsewhere: bool = False  # 流动党员: away most of the year, with leave
    long_ill: bool = False
    abroad: bool = False
    carelessness: float = 1.0
    leaves: list[StandingLeave] = field(default_factory=list)

    def home_on(self, day: date) -> Home:
        """The home of that day."""
        last = self.homes[-1]  # nearly always the only one
        if last.from_on <= day:
            return last
        return next(home for home in reversed(self.homes) if home.from_on <= day)

    def is_free(self, from_on: date, to_on: date) -> bool:
        """Whether they asked for no leave that touches these days, whatever became of it."""
        return not any(leave.from_on <= to_on and from_on <= leave.to_on for leave in self.leaves)

    def leave_covering(self, day: date, known_at: datetime) -> StandingLeave | None:
        """The leave that excuses them that day."""
        for leave in self.leaves:  # asked of everyone at every meeting
            if leave.from_on <= day <= leave.to_on and leave.covers(day, known_at):
                return leave
        return None


@dataclass(eq=False)
class Group:
    """A party group (党小组); its leader answers for the grid of level 5."""

    id: UUID
    name: str
    leader: Person


@dataclass(eq=False)
class Branch:
    """A branch with its people. ``party_day`` is 18 or 19; schools meet on the Saturday from the 18th on."""

    key: str
    number: int
    id: UUID
    name: str
    sector: BranchSector
    village_code: str | None
    parent_id: UUID
    committee: Actor  # the secretary of the committee above
    founders: list[Person] = field(default_factory=list)  # registered at the start
    newcomers: list[Person] = field(default_factory=list)  # transferred here in the year
    groups: list[Group] = field(default_factory=list)
    secretary: Actor = field(init=False)
    party_day: int = 18

    def members_on(self, day: date) -> list[Person]:
        """Everyone on its register that day."""
        return [person for person in (*self.founders, *self.newcomers) if person.home_on(day).branch is self]

    def party_day_of(self, year: int, month: int) -> date:
        """The day of the month's theme party day."""
        if self.sector is BranchSector.SCHOOL:
            day = date(year, month, 18)
            return day + timedelta(days=(5 - day.weekday()) % 7)
        return date(year, month, self.party_day)

    def secretary_for(self, person: Person) -> Actor:
        """Who decides about a member's leave: nobody about their own."""
        return self.committee if person.id == self.secretary.member_id else self.secretary


@dataclass(eq=False)
class Unit:
    """A township in full, or (``code`` None) the county's agencies."""

    code: str | None
    name: str
    committee_id: UUID
    secretary: Actor
    branches: list[Branch]
    general_branches: list[GeneralBranch]

    @property
    def people(self) -> list[Person]:
        """Everyone registered at the start."""
        return [person for branch in self.branches for person in branch.founders]


@dataclass(frozen=True, slots=True)
class GeneralBranch:
    """A general branch (党总支) over the branches of a village that has several."""

    id: UUID
    name: str
    village_code: str
