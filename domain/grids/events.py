"""Facts about responsibility grids (网格): five levels of responsible persons, apart from geometry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.grids.state import Coverage, CoverageTerm, Grid, Term

STREAM = Grid.STREAM_TYPE
COVERAGE_STREAM = Coverage.STREAM_TYPE
LEVELS = range(1, 6)  # 1 is a district (片区) of the county, 5 reaches households (domain.md O04)


def coverage_id(organisation_id: UUID) -> UUID:
    """The stream that says which grid covers an organisation; its version holds that it is one at a time."""
    return deterministic_id("coverage", organisation_id)


@event_type("grid.defined", STREAM)
class GridDefined(DomainEvent):
    """A node of the responsibility tree; level 1 has no parent, every other level the one above."""

    level: int
    name: str
    parent_id: UUID | None = None
    division_code: str | None = None

    def apply(self, state: Grid) -> None:
        state.level = self.level
        state.name = self.name
        state.parent_id = self.parent_id
        state.division_code = self.division_code
        state.statements.say(self.event_id, name=self.name, division_code=self.division_code)


@event_type("grid.responsible-assigned", STREAM, subjects=("member_id",))
class ResponsibleAssigned(DomainEvent):
    """A member answers for the node from ``from_on`` on."""

    member_id: UUID
    from_on: date

    def apply(self, state: Grid) -> None:
        state.responsible.setdefault(self.member_id, []).append(Term(self.from_on))


@event_type("grid.responsible-relieved", STREAM, subjects=("member_id",))
class ResponsibleRelieved(DomainEvent):
    """A member answers for the node no longer, from ``on`` on."""

    member_id: UUID
    on: date

    def apply(self, state: Grid) -> None:
        state.responsible[self.member_id][-1].until = self.on


@event_type("grid.corrected", STREAM)
class GridCorrected(DomainEvent):
    """An earlier event of this node was wrong in these fields; those left out stay as they were."""

    corrects: UUID
    name: str | None = None
    division_code: str | None = None

    def apply(self, state: Grid) -> None:
        state.statements.correct(
            self.event_id, self.corrects, name=self.name, division_code=self.division_code
        )
        state.name = state.statements.now("name")
        state.division_code = state.statements.now("division_code")


@event_type("coverage.assigned", COVERAGE_STREAM, subjects=("organisation_id",))
class CoverageAssigned(DomainEvent):
    """A grid covers an organisation from ``from_on`` on."""

    organisation_id: UUID
    grid_id: UUID
    from_on: date

    def apply(self, state: Coverage) -> None:
        state.organisation_id = self.organisation_id
        state.terms.append(CoverageTerm(self.grid_id, self.from_on))


@event_type("coverage.ended", COVERAGE_STREAM, subjects=("organisation_id",))
class CoverageEnded(DomainEvent):
    """The grid covers the organisation no longer, from ``on`` on."""

    organisation_id: UUID
    grid_id: UUID
    on: date

    def apply(self, state: Coverage) -> None:
        state.terms[-1].until = self.on
