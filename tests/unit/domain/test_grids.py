"""Grids, who answers for them, and what they cover."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.grids.commands import (
    AssignCoverage,
    AssignResponsible,
    CorrectGrid,
    DefineGrid,
    EndCoverage,
    RelieveResponsible,
)
from domain.grids.decide import (
    assign_coverage,
    assign_responsible,
    correct_grid,
    define_grid,
    end_coverage,
    relieve_responsible,
)
from domain.grids.events import (
    CoverageAssigned,
    CoverageEnded,
    GridCorrected,
    GridDefined,
    ResponsibleAssigned,
    ResponsibleRelieved,
    coverage_id,
)
from domain.grids.state import Coverage, Grid
from domain.membership.events import MemberLeft
from domain.membership.state import Member
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import event_id, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, context

GRID, PARENT, ELSEWHERE = (world.id_of(name) for name in ("grid", "parent grid", "other grid"))


def on(day: int) -> date:
    return date(2026, 3, day)


def grid(level: int = 2, grid_id: UUID = GRID) -> Grid:
    parent = None if level == 1 else PARENT
    return given(
        Grid, grid_id, fact(GridDefined, level=level, name="第一网格", parent_id=parent, division_code=None)
    )


class TestDefine:
    @pytest.mark.parametrize("level", range(1, 6))
    def test_each_level_below_the_one_above(self, level: int) -> None:
        parent = None if level == 1 else grid(level - 1, PARENT)
        parent_id = None if level == 1 else PARENT
        command = DefineGrid(grid_id=GRID, level=level, name="东片区", parent_id=parent_id)
        when(define_grid, Grid.empty(GRID), command, context(), parent=parent).then(
            fact(GridDefined, level=level, name="东片区", parent_id=parent_id)
        )

    @pytest.mark.parametrize(
        ("level", "parent", "refusal"),
        [
            (0, None, "INVALID_VALUE level"),
            (6, grid(5, PARENT), "INVALID_VALUE level"),
            (1, grid(1, PARENT), "INVALID_VALUE parentId"),
            (2, None, "INVALID_VALUE parentId"),
            (3, grid(1, PARENT), "WRONG_KIND parentId"),
            (2, grid(2, PARENT), "WRONG_KIND parentId"),
            (2, Grid.empty(PARENT), "NOT_FOUND parentId"),
        ],
    )
    def test_no_gap_in_the_chain(self, level: int, parent: Grid | None, refusal: str) -> None:
        command = DefineGrid(
            grid_id=GRID, level=level, name="东片区", parent_id=parent.id if parent else None
        )
        when(define_grid, Grid.empty(GRID), command, context(), parent=parent).refused(refusal)

    def test_once_with_a_fit_name(self) -> None:
        command = DefineGrid(grid_id=GRID, level=1, name="东\t片区", division_code="43")
        when(define_grid, grid(1), command, context(), parent=None).refused(
            "ALREADY_EXISTS gridId", "INVALID_VALUE name", "INVALID_VALUE divisionCode"
        )


class TestResponsible:
    def test_several_each_once_at_a_time(self) -> None:
        node = grid()
        ann = AssignResponsible(grid_id=GRID, member_id=ANN, from_on=on(1))
        ben = AssignResponsible(grid_id=GRID, member_id=BEN, from_on=on(1))
        when(assign_responsible, node, ann, context(), member=world.member(ANN)).then(
            fact(ResponsibleAssigned, member_id=ANN, from_on=on(1))
        )
        when(assign_responsible, node, ben, context(), member=world.member(BEN)).then(
            fact(ResponsibleAssigned, member_id=BEN, from_on=on(1))
        )
        when(assign_responsible, node, ann, context(), member=world.member(ANN)).refused(
            "ALREADY_EXISTS memberId"
        )

    def test_relieved_and_again(self) -> None:
        node = grid()
        node.evolve([fact(ResponsibleAssigned, member_id=ANN, from_on=on(1)).at(GRID, 2)])
        relieve = RelieveResponsible(grid_id=GRID, member_id=ANN, on=on(10))
        when(relieve_responsible, node, relieve, context()).then(
            fact(ResponsibleRelieved, member_id=ANN, on=on(10))
        )
        when(relieve_responsible, node, relieve, context()).refused("NOT_RESPONSIBLE memberId")
        within = AssignResponsible(grid_id=GRID, member_id=ANN, from_on=on(9))
        when(assign_responsible, node, within, context(), member=world.member()).refused(
            "ALREADY_EXISTS memberId"
        )
        after = AssignResponsible(grid_id=GRID, member_id=ANN, from_on=on(10))
        assert len(when(assign_responsible, node, after, context(), member=world.member()).events) == 1

    def test_nobody_who_left_the_county_by_then(self) -> None:
        left = fact(MemberLeft, branch_id=BRANCH, on=on(5), to_county="430224")
        for day, refused in ((4, False), (5, True), (6, True)):
            command = AssignResponsible(grid_id=GRID, member_id=ANN, from_on=on(day))
            decided = when(assign_responsible, grid(), command, context(), member=world.member(ANN, left))
            if refused:
                decided.refused("LEFT_COUNTY memberId")
            else:
                assert len(decided.events) == 1

    def test_refused(self) -> None:
        command = AssignResponsible(grid_id=GRID, member_id=ANN, from_on=on(1))
        when(assign_responsible, Grid.empty(GRID), command, context(), member=Member.empty(ANN)).refused(
            "NOT_FOUND gridId", "NOT_FOUND memberId"
        )
        never = RelieveResponsible(grid_id=GRID, member_id=ANN, on=on(1))
        when(relieve_responsible, grid(), never, context()).refused("NOT_RESPONSIBLE memberId")
        node = grid()
        node.evolve([fact(ResponsibleAssigned, member_id=ANN, from_on=on(2)).at(GRID, 2)])
        when(relieve_responsible, node, never, context()).refused("INVALID_DATES on")


class TestCoverage:
    @staticmethod
    def assign(grid_id: UUID = GRID, day: int = 1) -> AssignCoverage:
        return AssignCoverage(grid_id=grid_id, organisation_id=BRANCH, from_on=on(day))

    def test_one_grid_at_a_time(self) -> None:
        coverage = Coverage.empty(coverage_id(BRANCH))
        when(
            assign_coverage, coverage, self.assign(), context(), grid=grid(), organisation=world.branch()
        ).then(fact(CoverageAssigned, organisation_id=BRANCH, grid_id=GRID, from_on=on(1)))
        when(
            assign_coverage, coverage, self.assign(), context(), grid=grid(), organisation=world.branch()
        ).refused("ALREADY_EXISTS organisationId")
        other = grid(grid_id=ELSEWHERE)
        when(
            assign_coverage,
            coverage,
            self.assign(ELSEWHERE, 9),
            context(),
            grid=other,
            organisation=world.branch(),
        ).refused("COVERED_ELSEWHERE organisationId")
        end = EndCoverage(organisation_id=BRANCH, on=on(10))
        when(end_coverage, coverage, end, context()).then(
            fact(CoverageEnded, organisation_id=BRANCH, grid_id=GRID, on=on(10))
        )
        when(end_coverage, coverage, end, context()).refused("NOT_COVERED organisationId")
        when(
            assign_coverage,
            coverage,
            self.assign(ELSEWHERE, 9),
            context(),
            grid=other,
            organisation=world.branch(),
        ).refused("COVERED_ELSEWHERE organisationId")
        when(
            assign_coverage,
            coverage,
            self.assign(ELSEWHERE, 10),
            context(),
            grid=other,
            organisation=world.branch(),
        ).then(fact(CoverageAssigned, organisation_id=BRANCH, grid_id=ELSEWHERE, from_on=on(10)))

    def test_refused(self) -> None:
        coverage = Coverage.empty(coverage_id(BRANCH))
        when(
            assign_coverage,
            coverage,
            self.assign(),
            context(),
            grid=Grid.empty(GRID),
            organisation=Organisation.empty(BRANCH),
        ).refused("NOT_FOUND gridId", "NOT_FOUND organisationId")
        when(end_coverage, coverage, EndCoverage(organisation_id=BRANCH, on=on(1)), context()).refused(
            "NOT_COVERED organisationId"
        )
        assigned = fact(CoverageAssigned, organisation_id=BRANCH, grid_id=GRID, from_on=on(2))
        covered = given(Coverage, coverage_id(BRANCH), assigned)
        when(end_coverage, covered, EndCoverage(organisation_id=BRANCH, on=on(1)), context()).refused(
            "INVALID_DATES on"
        )


class TestCorrect:
    @staticmethod
    def command(reason: str | None = "TYPING_ERROR", **changes: Any) -> CorrectGrid:
        return CorrectGrid(grid_id=GRID, corrects=event_id(GRID, 1), reason=reason, **changes)

    def test_name_and_code(self) -> None:
        node = grid()
        command = self.command(name="西片区", division_code="430281100")
        when(correct_grid, node, command, context()).then(
            fact(GridCorrected, corrects=event_id(GRID, 1), name="西片区", division_code="430281100")
        )
        assert (node.name, node.division_code) == ("西片区", "430281100")

    def test_refused(self) -> None:
        when(correct_grid, grid(), self.command(None, name="西片区"), context()).refused(
            "REASON_REQUIRED reason"
        )
        when(correct_grid, grid(), self.command(name="第一网格"), context()).refused(
            "CORRECTS_NOTHING corrects"
        )
        when(correct_grid, Grid.empty(GRID), self.command(name="西片区"), context()).refused(
            "NOT_FOUND gridId"
        )
