"""Random commands about what is done in the grids, from a source of their own: all others stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.grids.commands import AssignResponsible
from domain.grids.events import CoverageAssigned, CoverageEnded, GridDefined, ResponsibleAssigned
from domain.households import commands as households
from domain.households.events import HouseholdEnded, HouseholdMoved, HouseholdRegistered
from domain.issues import commands as issues
from domain.issues.events import IssueAssigned, IssueClosed, IssueKind, IssueRaised
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 10  # things, so that they meet what they did before


class GridWork:
    """Registers households and moves them, visits them, raises issues and closes them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"grid work {seed}")
        self._ids = SeededIds(seed + 44_000_000)
        self._numbers = 0

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        makers: list[Callable[[], Command | None]] = [
            *(self._register, self._register, self._visit, self._visit, self._visit, self._end),
            *(self._move, self._move, self._move),
            *(self._raise, self._raise, self._assign, self._assign, self._close, self._close, self._reopen),
            self._answer,
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _said(self, cls: type[E]) -> E | None:
        """One of the latest events of a type."""
        found = [event for event in self._known.events if isinstance(event, cls)]
        return self._random.choice(found[-_FEW:]) if found else None

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 5, 20]))

    def _line(self, grid_id: UUID | None) -> set[UUID]:
        above = {e.originator_id: e.parent_id for e in self._known.events if isinstance(e, GridDefined)}
        line = set()
        while grid_id is not None:
            line.add(grid_id)
            grid_id = above[grid_id]
        return line

    def _covered(self) -> tuple[UUID, UUID] | None:
        """A grid of the fifth level, and an organisation that one of its line covers, as far as that is planned."""
        grid_id = self._random.choice(self._known.grids[4])
        line, covering = self._line(grid_id), dict[UUID, UUID]()
        for event in self._known.events:
            if isinstance(event, CoverageAssigned):
                covering[event.organisation_id] = event.grid_id
            elif isinstance(event, CoverageEnded):
                del covering[event.organisation_id]
        found = [organisation_id for organisation_id, by in covering.items() if by in line]
        return (grid_id, self._random.choice(found)) if found else None

    def _places(self) -> dict[UUID, UUID]:
        """The grid of every household, as far as that is planned."""
        places = dict[UUID, UUID]()
        for event in self._known.events:
            if isinstance(event, HouseholdRegistered | HouseholdMoved):
                places[event.originator_id] = event.grid_id
            elif isinstance(event, HouseholdEnded):
                del places[event.originator_id]
        return places

    def _register(self) -> Command | None:
        covered = self._covered()
        if covered is None:
            return None
        self._numbers += self._random.choice([0, 1, 2, 3])
        return households.RegisterHouseholds(
            grid_id=covered[0],
            organisation_id=covered[1],
            numbers=(self._numbers, self._numbers + 1),
            from_on=self._day(),
        )

    def _move(self) -> Command | None:
        covered, places = self._covered(), self._places()
        if covered is None or not places:
            return None
        return households.MoveHousehold(
            household_id=self._random.choice(list(places)),
            to_grid_id=covered[0],
            organisation_id=covered[1],
            from_on=self._known.today + timedelta(days=self._random.choice([-2, 0, 1, 3])),
        )

    def _end(self) -> Command | None:
        household = self._said(HouseholdRegistered)
        if household is None or self._random.random() < 0.5:
            return None
        return households.EndHousehold(
            household_id=household.originator_id, on=self._known.today, reason="DEMOLISHED"
        )

    def _answer(self) -> Command:
        return AssignResponsible(
            grid_id=self._random.choice(self._known.grids[4]),
            member_id=self._random.choice(list(self._known.members)[:4]),
            from_on=self._day(),
        )

    def _visit(self) -> Command | None:
        places = self._places()
        if not places:
            return None
        grid_id = self._random.choice(list(places.values()))
        there = [household_id for household_id, place in places.items() if place == grid_id]
        answering = [
            event.member_id
            for event in self._known.events
            if isinstance(event, ResponsibleAssigned) and event.originator_id == grid_id
        ]
        return households.RecordVisits(
            grid_id=grid_id,
            household_ids=tuple(there[-self._random.choice([1, 1, 2, 3]) :]),
            on=self._day(),
            member_id=self._random.choice([None, *answering]),
        )

    def _raise(self) -> Command | None:
        covered, household = self._covered(), self._said(HouseholdRegistered)
        if covered is None:
            return None
        there = household if household and household.grid_id == covered[0] else None
        return issues.RaiseIssue(
            issue_id=self._ids.new_id(),
            grid_id=covered[0],
            organisation_id=covered[1],
            kind=self._random.choice(list(IssueKind)),
            on=self._day(),
            household_id=there.originator_id if there else None,
        )

    def _of(self, organisation_id: UUID) -> UUID:
        """A member of that branch, or anybody."""
        at_home = [id_ for id_, branch_id in self._known.members.items() if branch_id == organisation_id]
        return self._random.choice(at_home or list(self._known.members))

    def _assign(self) -> Command | None:
        issue = self._said(IssueRaised)
        if issue is None:
            return None
        return issues.AssignIssue(
            issue_id=issue.originator_id,
            owner_id=self._of(issue.organisation_id),
            due_on=self._known.today + timedelta(days=self._random.choice([-5, 10, 30])),
        )

    def _close(self) -> Command | None:
        assigned = self._said(IssueAssigned)
        if assigned is None:
            return None
        issue = next(event for event in self._known.events if event.originator_id == assigned.originator_id)
        assert isinstance(issue, IssueRaised)
        return issues.CloseIssue(
            issue_id=issue.originator_id,
            checker_id=self._of(issue.organisation_id),
            evidence=issue.event_id,
            on=self._day(),
        )

    def _reopen(self) -> Command | None:
        closed = self._said(IssueClosed)
        if closed is None:
            return None
        return issues.ReopenIssue(issue_id=closed.originator_id, on=self._known.today, reason="NOT_DONE")
