"""Issues: raised, given to an owner, closed by somebody else's look, reopened."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.grids.events import CoverageAssigned, GridDefined, ResponsibleAssigned, coverage_id
from domain.grids.state import Coverage, Grid
from domain.households.events import HouseholdRegistered, household_id
from domain.households.state import Household
from domain.issues.commands import AssignIssue, CloseIssue, RaiseIssue, ReopenIssue
from domain.issues.decide import assign_issue, close_issue, raise_issue, reopen_issue
from domain.issues.events import IssueAssigned, IssueClosed, IssueKind, IssueRaised, IssueReopened
from domain.issues.state import Issue, IssueStatus
from domain.membership.events import MemberLeft
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, CAT, COMMITTEE, OTHER_BRANCH, TOWNSHIP, context

ISSUE, GRID, ELSEWHERE, EVIDENCE = (world.id_of(name) for name in ("issue", "grid", "other", "evidence"))
HOUSEHOLD = household_id(1)
AT_HOME = frozenset([BRANCH, TOWNSHIP, COMMITTEE])
AWAY = frozenset([OTHER_BRANCH, TOWNSHIP, COMMITTEE])


def on(day: int) -> date:
    return date(2026, 3, day)


RAISED = fact(IssueRaised, grid_id=GRID, organisation_id=BRANCH, kind=IssueKind.SAFETY, on=on(10))
ASSIGNED = fact(IssueAssigned, owner_id=ANN, due_on=on(20))
CLOSED = fact(IssueClosed, checker_id=BEN, evidence=EVIDENCE, on=on(15))


def issue(*facts: Fact) -> Issue:
    return given(Issue, ISSUE, *facts)


def line() -> list[Grid]:
    """A grid for which Cat answers."""
    defined = fact(GridDefined, level=5, name="网格", parent_id=None, division_code=None)
    return [given(Grid, GRID, defined, fact(ResponsibleAssigned, member_id=CAT, from_on=on(12)))]


def coverage(by: UUID = GRID) -> Coverage:
    assigned = fact(CoverageAssigned, organisation_id=BRANCH, grid_id=by, from_on=on(1))
    return given(Coverage, coverage_id(BRANCH), assigned)


class TestRaise:
    def raise_(self, state: Issue, day: int = 10, at: UUID | None = None, **changes: Any) -> Outcome:
        reads: dict[str, Any] = {
            "line": line(),
            "organisation": world.branch(),
            "coverage": coverage(),
            "household": None,
        }
        command = RaiseIssue(
            issue_id=ISSUE,
            grid_id=GRID,
            organisation_id=BRANCH,
            kind=IssueKind.SAFETY,
            on=on(day),
            household_id=at,
        )
        return when(raise_issue, state, command, context(), **{**reads, **changes})

    def test_for_an_organisation_that_is_covered_there(self) -> None:
        state = issue()
        self.raise_(state).then(RAISED)
        assert state.status is IssueStatus.RAISED
        self.raise_(issue(), coverage=coverage(ELSEWHERE)).refused("NOT_COVERED_HERE organisationId")

    def test_at_a_household_of_the_grid(self) -> None:
        there = fact(HouseholdRegistered, number=1, grid_id=GRID, organisation_id=BRANCH, from_on=on(5))
        state = given(Household, HOUSEHOLD, there)
        assert self.raise_(issue(), day=5, at=HOUSEHOLD, household=state).events
        self.raise_(issue(), day=4, at=HOUSEHOLD, household=state).refused("NOT_IN_GRID householdId")
        nowhere = Household.empty(HOUSEHOLD)
        self.raise_(issue(), at=HOUSEHOLD, household=nowhere).refused("NOT_IN_GRID householdId")

    def test_what_cannot_be(self) -> None:
        self.raise_(issue(RAISED)).refused("ALREADY_EXISTS issueId")
        self.raise_(issue(), line=[Grid.empty(GRID)]).refused("NOT_FOUND gridId")
        self.raise_(issue(), organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")
        self.raise_(issue(), day=21).refused("IN_THE_FUTURE on")
        gone = fact(OrganisationDissolved, on=on(10), approved_by=TOWNSHIP)
        dissolved = world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)
        self.raise_(issue(), organisation=dissolved).refused("ORGANISATION_DISSOLVED organisationId")
        assert self.raise_(issue(), day=9, organisation=dissolved).events


class TestAssign:
    def assign(
        self, state: Issue, owner: UUID = ANN, home: Any = AT_HOME, due: int = 20, *facts: Fact
    ) -> Outcome:
        command = AssignIssue(issue_id=ISSUE, owner_id=owner, due_on=on(due))
        member = world.member(owner, *facts)
        return when(assign_issue, state, command, context(), owner=member, line=line(), home=home)

    def test_to_somebody_of_the_organisation_or_of_the_grid(self) -> None:
        state = issue(RAISED)
        self.assign(state).then(ASSIGNED)
        assert state.status is IssueStatus.ASSIGNED
        self.assign(state, CAT, AWAY).then(fact(IssueAssigned, owner_id=CAT, due_on=on(20)))
        assert state.owner_id == CAT

    def test_to_nobody_who_left_the_county_though_never_relieved(self) -> None:
        left = fact(MemberLeft, branch_id=OTHER_BRANCH, on=on(20), to_county="430224")
        self.assign(issue(RAISED), CAT, (), 20, left).refused("MEMBER_ELSEWHERE ownerId")
        later = fact(MemberLeft, branch_id=OTHER_BRANCH, on=on(21), to_county="430224")
        assert self.assign(issue(RAISED), CAT, AWAY, 20, later).events

    @pytest.mark.parametrize("home", [AWAY, frozenset()], ids=["elsewhere", "nobody's member"])
    def test_to_nobody_else(self, home: frozenset[UUID]) -> None:
        self.assign(issue(RAISED), BEN, home).refused("MEMBER_ELSEWHERE ownerId")

    @pytest.mark.parametrize(("due", "fits"), [(9, False), (10, True)])
    def test_due_on_the_day_it_was_raised_or_later(self, due: int, fits: bool) -> None:
        outcome = self.assign(issue(RAISED), due=due)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES dueOn")

    def test_while_it_is_open(self) -> None:
        self.assign(issue()).refused("NOT_FOUND issueId")
        self.assign(issue(RAISED, ASSIGNED, CLOSED)).refused("ALREADY_CLOSED issueId")


class TestClose:
    def close(
        self,
        state: Issue,
        checker: UUID = BEN,
        home: Any = AT_HOME,
        day: int = 15,
        actor: UUID | None = None,
        facts: tuple[Fact, ...] = (),
    ) -> Outcome:
        command = CloseIssue(issue_id=ISSUE, checker_id=checker, evidence=EVIDENCE, on=on(day))
        reads = {"checker": world.member(checker, *facts), "line": line(), "home": home}
        return when(close_issue, state, command, context(actor_member_id=actor), **reads)

    def test_by_somebody_elses_look(self) -> None:
        state = issue(RAISED, ASSIGNED)
        self.close(state).then(CLOSED)
        assert state.status is IssueStatus.CLOSED
        self.close(state).refused("ALREADY_CLOSED issueId")

    def test_never_by_the_owners(self) -> None:
        self.close(issue(RAISED, ASSIGNED), ANN).refused("OWNER_CHECKS checkerId")
        self.close(issue(RAISED, ASSIGNED), BEN, actor=ANN).refused("OWNER_CHECKS checkerId")
        assert self.close(issue(RAISED, ASSIGNED), BEN, actor=BEN).events

    def test_with_an_owner(self) -> None:
        self.close(issue(RAISED)).refused("NO_OWNER")

    def test_checked_by_somebody_of_the_organisation_or_of_the_grid(self) -> None:
        self.close(issue(RAISED, ASSIGNED), home=AWAY).refused("MEMBER_ELSEWHERE checkerId")
        assert self.close(issue(RAISED, ASSIGNED), CAT, AWAY, day=12).events
        self.close(issue(RAISED, ASSIGNED), CAT, AWAY, day=11).refused("MEMBER_ELSEWHERE checkerId")

    def test_checked_by_nobody_who_had_left_the_county(self) -> None:
        left = fact(MemberLeft, branch_id=OTHER_BRANCH, on=on(14), to_county="430224")
        assert self.close(issue(RAISED, ASSIGNED), CAT, AWAY, 13, facts=(left,)).events
        gone = self.close(issue(RAISED, ASSIGNED), CAT, (), 14, facts=(left,))
        gone.refused("MEMBER_ELSEWHERE checkerId")

    @pytest.mark.parametrize(("day", "fits"), [(9, False), (10, True)])
    def test_not_before_it_was_raised(self, day: int, fits: bool) -> None:
        outcome = self.close(issue(RAISED, ASSIGNED), day=day)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES on")

    @pytest.mark.parametrize(("day", "fits"), [(15, False), (16, True)])
    def test_again_not_before_it_was_reopened(self, day: int, fits: bool) -> None:
        outcome = self.close(issue(RAISED, ASSIGNED, CLOSED, fact(IssueReopened, on=on(16))), day=day)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES on")

    def test_what_cannot_be(self) -> None:
        self.close(issue()).refused("NOT_FOUND issueId")
        self.close(issue(RAISED, ASSIGNED), day=21).refused("IN_THE_FUTURE on")


class TestReopen:
    def reopen(self, state: Issue, day: int = 16, reason: str | None = "NOT_DONE") -> Outcome:
        command = ReopenIssue(issue_id=ISSUE, on=on(day), reason=reason)
        return when(reopen_issue, state, command, context())

    def test_its_owner_has_it_again(self) -> None:
        state = issue(RAISED, ASSIGNED, CLOSED)
        self.reopen(state).then(fact(IssueReopened, on=on(16), reason="NOT_DONE"))
        assert (state.status, state.owner_id) == (IssueStatus.ASSIGNED, ANN)
        self.reopen(state).refused("NOT_CLOSED issueId")

    @pytest.mark.parametrize(("day", "fits"), [(14, False), (15, True)])
    def test_not_before_it_was_closed(self, day: int, fits: bool) -> None:
        outcome = self.reopen(issue(RAISED, ASSIGNED, CLOSED), day)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES on")

    def test_what_cannot_be(self) -> None:
        self.reopen(issue(RAISED, ASSIGNED, CLOSED), reason=None).refused("REASON_REQUIRED reason")
        self.reopen(issue(RAISED, ASSIGNED, CLOSED), day=21).refused("IN_THE_FUTURE on")
        self.reopen(issue()).refused("NOT_FOUND issueId")
