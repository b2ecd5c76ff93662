"""What is done in the grids of a township in full: households registered and visited, issues raised and closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID

from domain.core.command import Command
from domain.households.commands import EndHousehold, MoveHousehold, RecordVisits, RegisterHouseholds
from domain.households.events import household_id
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from domain.issues.events import IssueKind
from gridledger.demo.chance import chance
from gridledger.demo.ids import DemoIds
from gridledger.demo.people import Branch, Group, Unit
from gridledger.demo.steps import LocalTime, StepList

BRANCHES = 4  # with households, of those that have groups
HOUSEHOLDS = 12  # of each group's grid
ISSUES = 8  # of each branch
CLOSED = 6  # of these; one of them is found not to be done, and one is nobody's
MONTHS = (3, 6, 9, 11)  # in each a third of the households is visited


@dataclass(frozen=True, slots=True)
class _Part:
    """A group, whose leader answers for a grid of the fifth level, and the numbers of the households there."""

    branch: Branch
    group: Group
    numbers: range

    @property
    def households(self) -> list[UUID]:
        """Their ids."""
        return [household_id(number) for number in self.numbers]


class GridSteps:
    """Adds these steps for one township."""

    def __init__(self, steps: StepList, ids: DemoIds, time: LocalTime, year: int) -> None:
        self._steps = steps
        self._ids = ids
        self._time = time
        self._year = year

    def add(self, unit: Unit, *, first_number: int) -> None:
        """Registered in December before, numbered from ``first_number`` on; visited and mended within the year."""
        branches = [branch for branch in unit.branches if branch.groups][:BRANCHES]
        places = [(branch, group) for branch in branches for group in branch.groups]
        parts = [
            _Part(branch, group, range(number, number + HOUSEHOLDS))
            for number, (branch, group) in zip(count(first_number, HOUSEHOLDS), places, strict=False)
        ]
        for part in parts:
            self._registered(part)
            self._visited(part)
        for branch in branches:
            self._issues(branch, next(part for part in parts if part.branch is branch))
        self._changes(parts)

    def _grid(self, group: Group) -> UUID:
        return self._ids.grid("group", str(group.id))

    def _give(self, branch: Branch, day: date, clock: str, command: Command) -> None:
        self._steps.add(self._time.at(day, clock), branch.secretary, command)

    def _registered(self, part: _Part) -> None:
        day = date(self._year - 1, 12, 27)
        register = RegisterHouseholds(
            grid_id=self._grid(part.group),
            organisation_id=part.branch.id,
            numbers=tuple(part.numbers),
            from_on=day,
        )
        self._give(part.branch, day, "14:00", register)

    def _visited(self, part: _Part) -> None:
        """By whoever answers for the grid; the last round is missing, so that some were not visited for long."""
        for number, month in enumerate(MONTHS[:-1]):
            visits = RecordVisits(
                grid_id=self._grid(part.group),
                household_ids=tuple(part.households[number :: len(MONTHS)]),
                on=date(self._year, month, 21),
                member_id=part.group.leader.id,
            )
            self._give(part.branch, date(self._year, month, 22), "17:00", visits)

    def _issues(self, branch: Branch, part: _Part) -> None:
        random = chance(self._ids.seed, "grid issues", branch.key)
        for number in range(ISSUES):
            on = date(self._year, 3 + number // 2, random.randint(3, 20))
            for days, command in enumerate(self._issue(branch, part, number, on)):
                self._give(branch, on + timedelta(days=5 * days), "10:00", command)

    def _issue(self, branch: Branch, part: _Part, number: int, on: date) -> Iterator[Command]:
        """Raised, given to the branch's second officer, closed by the look of its first, five days apart."""
        issue_id = self._ids.of("grid issue", branch.key, number)
        kinds = list(IssueKind)
        yield RaiseIssue(
            issue_id=issue_id,
            grid_id=self._grid(part.group),
            organisation_id=branch.id,
            kind=kinds[number % len(kinds)],
            on=on,
            household_id=part.households[number],
        )
        if number == ISSUES - 1:
            return
        owner, checker = branch.founders[1], branch.founders[0]
        yield AssignIssue(issue_id=issue_id, owner_id=owner.id, due_on=on + timedelta(days=30))
        if number >= CLOSED:
            return
        closed_on = on + timedelta(days=9)
        evidence = self._ids.of("evidence", branch.key, number)
        yield CloseIssue(issue_id=issue_id, checker_id=checker.id, evidence=evidence, on=closed_on)
        if number == 0:
            yield ReopenIssue(issue_id=issue_id, on=closed_on + timedelta(days=2), reason="NOT_DONE")

    def _changes(self, parts: list[_Part]) -> None:
        """Of those never visited one belongs to the next group from July on, and another is no more."""
        first, second = parts[0], parts[1]
        day = date(self._year, 7, 1)
        move = MoveHousehold(
            household_id=first.households[-1],
            to_grid_id=self._grid(second.group),
            organisation_id=second.branch.id,
            from_on=day,
        )
        end = EndHousehold(household_id=first.households[-5], on=day, reason="DEMOLISHED")
        # Two branches may be concerned: it is for the committee above them.
        self._steps.add(self._time.at(day, "09:30"), first.branch.committee, move)
        self._give(first.branch, day, "09:40", end)
