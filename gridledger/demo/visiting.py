"""A year of the grids (网格): each household visited once, and what came up there, to the published numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from domain.core.command import Command
from domain.households.commands import RecordVisits, RegisterHouseholds
from domain.households.events import household_id
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue
from domain.issues.events import IssueKind
from domain.organisation.events import BranchSector
from gridledger.demo.chance import apportion, chance
from gridledger.demo.figures import Figures
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Group, Person, Unit
from gridledger.demo.steps import LocalTime, StepList

FIRST_NUMBER = 1_000_000  # of a household
ROUNDS = (3, 6, 9, 11)  # months in which a group goes round its part
DAYS_TO_CLOSE = (3, 27)
DAYS_ALLOWED = 30
_WITH_HOUSEHOLDS = frozenset({BranchSector.RURAL, BranchSector.COMMUNITY})


@dataclass(frozen=True, slots=True)
class _Part:
    """The households of one group, and the issues that come up there: their numbers in the county."""

    branch: Branch
    group: Group
    households: range
    issues: range


class Visiting:
    """Adds the steps of all grids of level 5 in which households live."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int, figures: Figures) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year
        self._figures = figures

    def add(self, units: Sequence[Unit]) -> None:
        """Registered in December before; visited and mended within the year."""
        figures = self._figures
        numbers = range(figures.issues_raised)
        random = chance(self._ids.seed, "issues left open")
        left_open = frozenset(random.sample(numbers, figures.issues_raised - figures.issues_closed))
        for part in self._parts(units):
            self._registered(part)
            self._visited(part, left_open)

    def _parts(self, units: Sequence[Unit]) -> Iterator[_Part]:
        places = [
            (branch, group)
            for unit in units
            for branch in unit.branches
            if branch.sector in _WITH_HOUSEHOLDS
            for group in branch.groups
        ]
        sizes = Counter(
            person.homes[0].group.id for unit in units for person in unit.people if person.homes[0].group
        )
        households = apportion(self._figures.households_visited, [sizes[group.id] for _, group in places])
        issues = apportion(self._figures.issues_raised, households)
        number, issue = FIRST_NUMBER, 0
        for (branch, group), homes, raised in zip(places, households, issues, strict=True):
            yield _Part(branch, group, range(number, number + homes), range(issue, issue + raised))
            number, issue = number + homes, issue + raised

    def _registered(self, part: _Part) -> None:
        day = date(self._year - 1, 12, 27)
        register = RegisterHouseholds(
            grid_id=self._grid(part),
            organisation_id=part.group.id,
            numbers=tuple(part.households),
            from_on=day,
        )
        self._add(part, day, "14:00", register)

    def _visited(self, part: _Part, left_open: frozenset[int]) -> None:
        """A quarter of the households at a time, and the issues in proportion."""
        random = chance(self._ids.seed, "visits", part.group.id)
        for number, month in enumerate(ROUNDS):
            there = part.households[number :: len(ROUNDS)]
            if not there:
                continue
            on = date(self._year, month, random.randint(20, 24))
            visits = RecordVisits(
                grid_id=self._grid(part),
                household_ids=tuple(map(household_id, there)),
                on=on,
                member_id=part.group.leader.id,
            )
            self._add(part, on, "17:00", visits)
            for issue in part.issues[number :: len(ROUNDS)]:
                after = None if issue in left_open else random.randint(*DAYS_TO_CLOSE)
                kind = random.choice(list(IssueKind))
                self._issue(part, issue, kind, on, household_id(random.choice(there)), after)

    def _issue(
        self, part: _Part, number: int, kind: IssueKind, on: date, household: UUID, closed_after: int | None
    ) -> None:
        issue_id = self._ids.of("issue", number)
        raised = RaiseIssue(
            issue_id=issue_id,
            grid_id=self._grid(part),
            organisation_id=part.branch.id,
            kind=kind,
            on=on,
            household_id=household,
        )
        self._add(part, on, "17:30", raised)
        assigned = AssignIssue(
            issue_id=issue_id, owner_id=_owner(part).id, due_on=on + timedelta(days=DAYS_ALLOWED)
        )
        self._add(part, on + timedelta(days=1), "09:00", assigned)
        if closed_after is not None:
            day = on + timedelta(days=closed_after)
            closed = CloseIssue(
                issue_id=issue_id,
                checker_id=part.branch.founders[0].id,
                evidence=self._ids.of("evidence", number),
                on=day,
            )
            self._add(part, day, "16:00", closed)

    def _grid(self, part: _Part) -> UUID:
        return self._ids.grid("group", str(part.group.id))

    def _add(self, part: _Part, day: date, clock: str, command: Command) -> None:
        self._steps.add(self._time.at(day, clock), part.branch.secretary, command)


def _owner(part: _Part) -> Person:
    """The group's leader; where that is the secretary, who checks, the branch's next in office."""
    leader = part.group.leader
    first, second = part.branch.founders[:2]
    return second if leader is first else leader
