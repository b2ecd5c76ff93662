"""Random commands about what is done in the grids, from a source of their own: all others stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.core.command import Command
from domain.grids.commands import AssignCoverage, AssignResponsible
from domain.grids.events import CoverageAssigned, CoverageEnded, GridDefined, ResponsibleAssigned
from domain.households import commands as households
from domain.households.events import HouseholdEnded, HouseholdMoved, HouseholdRegistered
from domain.issues import commands as issues
from domain.issues.events import IssueAssigned, IssueClosed, IssueKind, IssueRaised, IssueReopened
from tests.projections.known import Known, SeededIds

T = TypeVar("T")
_FEW = 10  # things, so that they meet what they did before


class GridWork:
    """Registers households and moves them, visits them, raises issues and closes them."""

    def __init__(self, known: Known, seed: int) -> None:
        self._known = known
        self._random = random.Random(f"grid work {seed}")
        self._ids = SeededIds(seed + 44_000_000)
        self._numbers = 0
        self._read = 0  # events
        self._lines: dict[UUID, frozenset[UUID]] = {}  # of grids: themselves and all above
        self._covering: dict[UUID, UUID] = {}  # grids, by organisation, as far as that is planned
        self._answering: dict[UUID, list[UUID]] = {}  # members, by grid
        self._places: dict[UUID, tuple[UUID, UUID]] = {}  # of households: grid and organisation
        self._raised: dict[UUID, IssueRaised] = {}
        self._owned: dict[UUID, IssueAssigned] = {}  # issues that are somebody's to do
        self._closed: dict[UUID, IssueAssigned] = {}

    def some_commands(self, number: int) -> Iterator[Command]:
        """So many commands."""
        self._learn()
        makers: list[Callable[[], Command | None]] = [
            *(self._register, self._register, self._visit, self._visit, self._visit, self._end),
            *(self._move, self._move, self._move),
            *(self._raise, self._raise, self._assign, self._assign, self._close, self._close, self._reopen),
            *(self._answer, self._cover),
        ]
        for _ in range(number):
            command = self._random.choice(makers)()
            if command is not None:
                yield command

    def _learn(self) -> None:
        """Take down what the log says since it was last looked at: histories are long, and each event is read once."""
        for event in self._known.events[self._read :]:
            match event:
                case GridDefined():
                    above = self._lines.get(event.parent_id, frozenset()) if event.parent_id else frozenset()
                    self._lines[event.originator_id] = above | {event.originator_id}
                case CoverageAssigned():
                    self._covering[event.organisation_id] = event.grid_id
                case CoverageEnded():
                    del self._covering[event.organisation_id]
                case ResponsibleAssigned():
                    self._answering.setdefault(event.originator_id, []).append(event.member_id)
                case HouseholdRegistered() | HouseholdMoved():
                    self._places[event.originator_id] = event.grid_id, event.organisation_id
                case HouseholdEnded():
                    del self._places[event.originator_id]
                case IssueRaised():
                    self._raised[event.originator_id] = event
                case IssueAssigned():
                    self._owned[event.originator_id] = event
                case IssueClosed():
                    self._closed[event.originator_id] = self._owned.pop(event.originator_id)
                case IssueReopened():
                    self._owned[event.originator_id] = self._closed.pop(event.originator_id)
        self._read = len(self._known.events)

    def _one_of(self, things: dict[UUID, T]) -> T | None:
        """One of the latest."""
        return self._random.choice(list(things.values())[-_FEW:]) if things else None

    def _day(self) -> date:
        return self._known.today - timedelta(days=self._random.choice([0, 0, 1, 5, 20]))

    def _covered(self) -> list[tuple[UUID, UUID]]:
        """Grids of the fifth level, each with an organisation that a grid of its line covers."""
        found = [
            (grid_id, organisation_id)
            for grid_id in self._known.grids[4]
            for organisation_id, by in self._covering.items()
            if by in self._lines[grid_id]
        ]
        of_branches = [one for one in found if one[1] in self._known.branches]
        return of_branches or found

    def _register(self) -> Command | None:
        if not (choices := self._covered()):
            return None
        covered = self._random.choice(choices)
        self._numbers += self._random.choice([0, 1, 2, 3])
        return households.RegisterHouseholds(
            grid_id=covered[0],
            organisation_id=covered[1],
            numbers=(self._numbers, self._numbers + 1),
            from_on=self._known.today - timedelta(days=self._random.choice([0, 30, 30])),
        )

    def _move(self) -> Command | None:
        if not self._places:
            return None
        household_id, place = self._random.choice(list(self._places.items()))
        elsewhere = [one for one in self._covered() if one != place]
        if not elsewhere:
            return None
        covered = self._random.choice(elsewhere)
        return households.MoveHousehold(
            household_id=household_id,
            to_grid_id=covered[0],
            organisation_id=covered[1],
            from_on=self._known.today + timedelta(days=self._random.choice([-2, 0, 1, 3])),
        )

    def _end(self) -> Command | None:
        places = list(self._places)
        if len(places) < 2:
            return None
        return households.EndHousehold(
            household_id=self._random.choice(places), on=self._known.today, reason="DEMOLISHED"
        )

    def _cover(self) -> Command:
        """Whether or not another grid covers it."""
        return AssignCoverage(
            grid_id=self._random.choice(self._known.grids[4]),
            organisation_id=self._random.choice(self._known.branches),
            from_on=self._known.today,
        )

    def _answer(self) -> Command:
        return AssignResponsible(
            grid_id=self._random.choice(self._known.grids[4]),
            member_id=self._random.choice(list(self._known.members)[:4]),
            from_on=self._day(),
        )

    def _visit(self) -> Command | None:
        if not self._places:
            return None
        grid_id, _ = self._random.choice(list(self._places.values()))
        there = [household_id for household_id, place in self._places.items() if place[0] == grid_id]
        answering = self._answering.get(grid_id, [])
        return households.RecordVisits(
            grid_id=grid_id,
            household_ids=tuple(there[-self._random.choice([1, 1, 2, 3]) :]),
            on=self._day(),
            member_id=self._random.choice([None, *answering]),
        )

    def _raise(self) -> Command | None:
        choices = self._covered()
        if not choices:
            return None
        covered = self._random.choice(choices)
        there = [household_id for household_id, place in self._places.items() if place[0] == covered[0]]
        return issues.RaiseIssue(
            issue_id=self._ids.new_id(),
            grid_id=covered[0],
            organisation_id=covered[1],
            kind=self._random.choice(list(IssueKind)),
            on=self._day(),
            household_id=self._random.choice([None, *there]),
        )

    def _of(self, organisation_id: UUID, but: UUID | None = None) -> UUID:
        """A member of that branch, or anybody."""
        at_home = [id_ for id_, home in self._known.members.items() if home == organisation_id and id_ != but]
        return self._random.choice(at_home or list(self._known.members))

    def _assign(self) -> Command | None:
        issue = self._one_of(self._raised)
        if issue is None:
            return None
        return issues.AssignIssue(
            issue_id=issue.originator_id,
            owner_id=self._of(issue.organisation_id),
            due_on=self._known.today + timedelta(days=self._random.choice([-5, 10, 20, 30])),
        )

    def _close(self) -> Command | None:
        assigned = self._one_of(self._owned)
        if assigned is None:
            return None
        issue = self._raised[assigned.originator_id]
        return issues.CloseIssue(
            issue_id=issue.originator_id,
            checker_id=self._of(issue.organisation_id, self._random.choice([None, *[assigned.owner_id] * 4])),
            evidence=issue.event_id,
            on=self._random.choice([self._day(), self._known.today]),
        )

    def _reopen(self) -> Command | None:
        closed = self._one_of(self._closed)
        if closed is None or self._random.random() < 0.6:
            return None
        return issues.ReopenIssue(issue_id=closed.originator_id, on=self._known.today, reason="NOT_DONE")
