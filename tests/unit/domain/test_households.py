"""Households of the grids, and visits to them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.grids.events import CoverageAssigned, CoverageEnded, GridDefined, ResponsibleAssigned, coverage_id
from domain.grids.state import Coverage, Grid
from domain.households.commands import (
    LARGEST_NUMBER,
    MOST_HOUSEHOLDS,
    EndHousehold,
    MoveHousehold,
    RecordVisits,
    RegisterHouseholds,
)
from domain.households.decide import end_household, move_household, record_visits, register_households
from domain.households.events import (
    HouseholdEnded,
    HouseholdMoved,
    HouseholdRegistered,
    HouseholdVisited,
    household_id,
)
from domain.households.state import Household
from domain.membership.events import MemberLeft
from domain.organisation.events import OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Fact, Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, OTHER_BRANCH, TOWNSHIP, context

ABOVE, GRID, ELSEWHERE = (world.id_of(name) for name in ("grid above", "grid", "other grid"))
ONE, TWO = household_id(1), household_id(2)


def on(day: int) -> date:
    return date(2026, 3, day)


def line(grid_id: UUID = GRID, *facts: Fact, level: int = 5) -> list[Grid]:
    """A grid, and the one above it, for which Ann answers."""
    defined = fact(GridDefined, level=level, name="五级网格", parent_id=ABOVE, division_code=None)
    above = fact(GridDefined, level=4, name="四级网格", parent_id=None, division_code=None)
    answers = fact(ResponsibleAssigned, member_id=ANN, from_on=on(1))
    return [given(Grid, grid_id, defined, *facts), given(Grid, ABOVE, above, answers)]


def coverage(*facts: Fact, by: UUID = ABOVE) -> Coverage:
    assigned = fact(CoverageAssigned, organisation_id=BRANCH, grid_id=by, from_on=on(1))
    return given(Coverage, coverage_id(BRANCH), assigned, *facts)


def registered(number: int = 1, **changes: Any) -> Fact:
    place = {"grid_id": GRID, "organisation_id": BRANCH, "from_on": on(1)}
    return fact(HouseholdRegistered, number=number, **{**place, **changes})


def household(*facts: Fact, number: int = 1) -> Household:
    return given(Household, household_id(number), registered(number), *facts)


def dissolved(day: int) -> Organisation:
    gone = fact(OrganisationDissolved, on=on(day), approved_by=TOWNSHIP)
    return world.organisation(BRANCH, OrganisationKind.PARTY_BRANCH, TOWNSHIP, gone)


class TestRegister:
    def register(self, *numbers: int, **changes: Any) -> Outcome:
        reads: dict[str, Any] = {"line": line(), "organisation": world.branch(), "coverage": coverage()}
        known = changes.pop("households", {})
        households = {
            household_id(n): known.get(household_id(n)) or Household.empty(household_id(n))
            for n in numbers[:MOST_HOUSEHOLDS]
        }
        from_on = changes.pop("from_on", on(2))
        command = RegisterHouseholds(grid_id=GRID, organisation_id=BRANCH, numbers=numbers, from_on=from_on)
        decision = register_households(households, command, context(), **{**reads, **changes})
        return Outcome(decision, households)

    def test_each_is_an_event_of_its_own_stream(self) -> None:
        events = self.register(1, 2).then(registered(1, from_on=on(2)), registered(2, from_on=on(2)))
        assert [event.originator_id for event in events] == [ONE, TWO]

    @pytest.mark.parametrize("number", [1, LARGEST_NUMBER])
    def test_numbers_at_both_ends(self, number: int) -> None:
        assert len(self.register(number).events) == 1

    @pytest.mark.parametrize("number", [0, -1, LARGEST_NUMBER + 1])
    def test_numbers_beyond_them(self, number: int) -> None:
        self.register(7, number).refused("INVALID_VALUE numbers[1]")

    def test_all_or_none(self) -> None:
        self.register(3, 1, 3, households={ONE: household()}).refused(
            "ALREADY_EXISTS numbers[1]", "NAMED_TWICE numbers[2]"
        )

    def test_as_many_as_one_command_takes(self) -> None:
        assert len(self.register(*range(1, MOST_HOUSEHOLDS + 1)).events) == MOST_HOUSEHOLDS
        self.register(*range(1, MOST_HOUSEHOLDS + 2)).refused("TOO_MANY numbers")
        self.register().refused("INVALID_VALUE numbers")

    def test_in_a_grid_that_reaches_households(self) -> None:
        self.register(1, line=line(level=4)).refused("WRONG_KIND gridId")
        self.register(1, line=[Grid.empty(GRID)]).refused("NOT_FOUND gridId")
        self.register(1, organisation=Organisation.empty(BRANCH)).refused("NOT_FOUND organisationId")

    def test_for_an_organisation_that_is_there(self) -> None:
        for day in (2, 3):  # they would be its households for good
            self.register(1, organisation=dissolved(day)).refused("ORGANISATION_DISSOLVED organisationId")

    def test_for_an_organisation_that_the_line_covers_that_day(self) -> None:
        assert self.register(1, coverage=coverage(by=GRID)).events
        self.register(1, coverage=coverage(by=ELSEWHERE)).refused("NOT_COVERED_HERE organisationId")
        self.register(1, from_on=date(2026, 2, 28)).refused("NOT_COVERED_HERE organisationId")
        ended = coverage(fact(CoverageEnded, organisation_id=BRANCH, grid_id=ABOVE, on=on(2)))
        self.register(1, coverage=ended).refused("NOT_COVERED_HERE organisationId")
        assert self.register(1, coverage=ended, from_on=on(1)).events


class TestMove:
    def move(self, state: Household, day: int = 10, **changes: Any) -> Outcome:
        reads: dict[str, Any] = {
            "line": line(ELSEWHERE),
            "organisation": world.branch(),
            "coverage": coverage(),
        }
        named = {"to_grid_id": changes.pop("to", ELSEWHERE), "organisation_id": BRANCH}
        command = MoveHousehold(household_id=ONE, from_on=on(day), **named)
        return when(move_household, state, command, context(), **{**reads, **changes})

    def test_from_a_day_on_it_belongs_elsewhere(self) -> None:
        state = household()
        self.move(state).then(fact(HouseholdMoved, grid_id=ELSEWHERE, organisation_id=BRANCH, from_on=on(10)))
        places = [state.place_on(on(day)) for day in (1, 9, 10)]
        assert [place and place.grid_id for place in places] == [GRID, GRID, ELSEWHERE]
        assert state.place_on(date(2026, 2, 28)) is None

    @pytest.mark.parametrize(("day", "fits"), [(1, False), (2, True)])
    def test_after_it_came_where_it_is(self, day: int, fits: bool) -> None:
        outcome = self.move(household(), day)
        if fits:
            assert outcome.events
        else:
            outcome.refused("INVALID_DATES fromOn")

    def test_what_cannot_be(self) -> None:
        self.move(Household.empty(ONE)).refused("NOT_FOUND householdId")
        self.move(household(), line=line(), to=GRID).refused("ALREADY_EXISTS toGridId")
        self.move(household(), line=line(ELSEWHERE, level=3)).refused("WRONG_KIND toGridId")
        self.move(household(), coverage=coverage(by=GRID)).refused("NOT_COVERED_HERE organisationId")
        self.move(household(), organisation=dissolved(10)).refused("ORGANISATION_DISSOLVED organisationId")
        self.move(household(fact(HouseholdEnded, on=on(5)))).refused("HOUSEHOLD_ENDED householdId")


class TestEnd:
    def end(self, state: Household, day: int, reason: str | None = "DEMOLISHED") -> Outcome:
        command = EndHousehold(household_id=ONE, on=on(day), reason=reason)
        return when(end_household, state, command, context())

    def test_once_with_a_reason(self) -> None:
        state = household()
        self.end(state, 9, None).refused("REASON_REQUIRED reason")
        self.end(state, 9).then(fact(HouseholdEnded, on=on(9), reason="DEMOLISHED"))
        assert state.place_on(on(8)) is not None
        assert state.place_on(on(9)) is None
        self.end(state, 10).refused("HOUSEHOLD_ENDED householdId")

    def test_not_before_it_came_where_it_is(self) -> None:
        moved = fact(HouseholdMoved, grid_id=ELSEWHERE, organisation_id=BRANCH, from_on=on(5))
        self.end(household(moved), 4).refused("INVALID_DATES on")
        assert self.end(household(moved), 5).events
        self.end(Household.empty(ONE), 4).refused("NOT_FOUND householdId")


class TestVisits:
    def visit(
        self, states: dict[UUID, Household], day: int = 18, by: UUID | None = None, **changes: Any
    ) -> Outcome:
        ids = changes.pop("ids", tuple(states))
        who = None if by is None else world.member(by, *changes.pop("facts", ()))
        command = RecordVisits(grid_id=GRID, household_ids=ids, on=on(day), member_id=by)
        decision = record_visits(states, command, context(), line=changes.pop("line", line()), member=who)
        return Outcome(decision, states)

    def both(self) -> dict[UUID, Household]:
        return {ONE: household(), TWO: household(number=2)}

    def test_one_event_a_household(self) -> None:
        visited = fact(HouseholdVisited, grid_id=GRID, organisation_id=BRANCH, on=on(18), member_id=ANN)
        events = self.visit(self.both(), by=ANN).then(visited, visited)
        assert [event.originator_id for event in events] == [ONE, TWO]
        assert {event.occurred_at for event in events} == {"2026-03-18"}

    def test_who_went_answers_for_the_grid_or_one_above(self) -> None:
        self.visit(self.both(), by=BEN).refused("NOT_RESPONSIBLE memberId")
        ben = fact(ResponsibleAssigned, member_id=BEN, from_on=on(18))
        assert self.visit(self.both(), by=BEN, line=line(GRID, ben)).events
        self.visit(self.both(), day=17, by=BEN, line=line(GRID, ben)).refused("NOT_RESPONSIBLE memberId")

    def test_nobody_went_who_had_left_the_county(self) -> None:
        left = fact(MemberLeft, branch_id=BRANCH, on=on(18), to_county="430224")
        assert self.visit(self.both(), day=17, by=ANN, facts=(left,)).events
        self.visit(self.both(), by=ANN, facts=(left,)).refused("NOT_RESPONSIBLE memberId")

    def test_of_households_that_belong_there_that_day(self) -> None:
        moved = fact(HouseholdMoved, grid_id=ELSEWHERE, organisation_id=BRANCH, from_on=on(18))
        states = {ONE: household(moved), TWO: household(fact(HouseholdEnded, on=on(18)), number=2)}
        self.visit(states).refused("NOT_IN_GRID householdIds[0]", "NOT_IN_GRID householdIds[1]")
        assert len(self.visit(states, day=17).events) == 2

    def test_a_late_visit_names_where_it_belonged_then(self) -> None:
        moved = fact(HouseholdMoved, grid_id=ELSEWHERE, organisation_id=OTHER_BRANCH, from_on=on(18))
        self.visit({ONE: household(moved)}, day=17).then(
            fact(HouseholdVisited, grid_id=GRID, organisation_id=BRANCH, on=on(17))
        )

    def test_once_a_day_by_one_person(self) -> None:
        states = {ONE: household()}
        assert self.visit(states, by=ANN).then(
            fact(HouseholdVisited, grid_id=GRID, organisation_id=BRANCH, on=on(18), member_id=ANN)
        )
        self.visit(states, by=ANN).refused("ALREADY_RECORDED householdIds[0]")
        assert self.visit(states, day=19, by=ANN).events
        assert self.visit(states).events  # somebody else may have been there too

    def test_what_cannot_be(self) -> None:
        empty = {ONE: Household.empty(ONE)}
        self.visit(empty).refused("NOT_FOUND householdIds[0]")
        self.visit(self.both(), ids=(ONE, ONE)).refused("NAMED_TWICE householdIds[1]")
        self.visit(self.both(), day=21).refused("IN_THE_FUTURE on")
        self.visit(self.both(), ids=()).refused("INVALID_VALUE householdIds")
        self.visit(self.both(), line=[Grid.empty(GRID)]).refused("NOT_FOUND gridId")
        many = tuple(household_id(n) for n in range(1, MOST_HOUSEHOLDS + 2))
        states = {id_: household(number=n) for n, id_ in enumerate(many, 1)}
        self.visit(states, ids=many).refused("TOO_MANY householdIds")
