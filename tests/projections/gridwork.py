"""Random commands about what is done in the grids, from a source of their own: all others stay as they were."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from domain.core import DomainEvent
from domain.core.command import Command
from domain.grids.commands import AssignCoverage, AssignResponsible
from domain.grids.events import CoverageAssigned, CoverageEnded, GridDefined, ResponsibleAssigned
from domain.households import commands as households
from domain.households.events import HouseholdEnded, HouseholdMoved, HouseholdRegistered
from domain.issues import commands as issues
from domain.issues.events import IssueAssigned, IssueClosed, IssueKind, IssueRaised, IssueReopened
from tests.projections.known import Known, SeededIds

E = TypeVar("E", bound=DomainEvent)
_FEW = 10  # things, so that they meet what they did before
_OF_AN_ISSUE = IssueRaised | IssueAssigned | IssueClosed | IssueReopened


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
            *(self._answer, self._cover),
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

    def _covered(self) -> list[tuple[UUID, UUID]]:
        """Grids of the fifth level, each with an organisation that a grid of its line covers, as far as is planned."""
        covering = dict[UUID, UUID]()
        for event in self._known.events:
            if isinstance(event, CoverageAssigned):
                covering[event.organisation_id] = event.grid_id
            elif isinstance(event, CoverageEnded):
                del covering[event.organisation_id]
        found = [
            (grid_id, organisation_id)
            for grid_id in self._known.grids[4]
            for organisation_id, by in covering.items()
            if by in self._line(grid_id)
        ]
        of_branches = [one for one in found if one[1] in self._known.branches]
        return of_branches or found

    def _places(self) -> dict[UUID, tuple[UUID, UUID]]:
        """The grid and organisation of every household, as far as that is planned."""
        places = dict[UUID, tuple[UUID, UUID]]()
        for event in self._known.events:
            if isinstance(event, HouseholdRegistered | HouseholdMoved):
                places[event.originator_id] = event.grid_id, event.organisation_id
            elif isinstance(event, HouseholdEnded):
                del places[event.originator_id]
        return places

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
        places = self._places()
        if not places:
            return None
        household_id, place = self._random.choice(list(places.items()))
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
        places = list(self._places())
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
        places = self._places()
        if not places:
            return None
        grid_id, _ = self._random.choice(list(places.values()))
        there = [household_id for household_id, place in places.items() if place[0] == grid_id]
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
        choices, household = self._covered(), self._said(HouseholdRegistered)
        if not choices:
            return None
        covered = self._random.choice(choices)
        there = household if household and household.grid_id == covered[0] else None
        return issues.RaiseIssue(
            issue_id=self._ids.new_id(),
            grid_id=covered[0],
            organisation_id=covered[1],
            kind=self._random.choice(list(IssueKind)),
            on=self._day(),
            household_id=there.originator_id if there else None,
        )

    def _of(self, organisation_id: UUID, but: UUID | None = None) -> UUID:
        """A member of that branch, or anybody."""
        at_home = [id_ for id_, home in self._known.members.items() if home == organisation_id and id_ != but]
        return self._random.choice(at_home or list(self._known.members))

    def _assign(self) -> Command | None:
        issue = self._said(IssueRaised)
        if issue is None:
            return None
        return issues.AssignIssue(
            issue_id=issue.originator_id,
            owner_id=self._of(issue.organisation_id),
            due_on=self._known.today + timedelta(days=self._random.choice([-5, 10, 20, 30])),
        )

    def _close(self) -> Command | None:
        latest = {e.originator_id: e for e in self._known.events if isinstance(e, _OF_AN_ISSUE)}
        to_close = [event for event in latest.values() if isinstance(event, IssueAssigned)]
        if not to_close:
            return None
        assigned = self._random.choice(to_close)
        issue = next(event for event in self._known.events if event.originator_id == assigned.originator_id)
        assert isinstance(issue, IssueRaised)
        return issues.CloseIssue(
            issue_id=issue.originator_id,
            checker_id=self._of(issue.organisation_id, self._random.choice([None, *[assigned.owner_id] * 4])),
            evidence=issue.event_id,
            on=self._random.choice([self._day(), self._known.today]),
        )

    def _reopen(self) -> Command | None:
        closed = self._said(IssueClosed)
        if closed is None or self._random.random() < 0.6:
            return None
        return issues.ReopenIssue(issue_id=closed.originator_id, on=self._known.today, reason="NOT_DONE")
