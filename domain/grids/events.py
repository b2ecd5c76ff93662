"""Facts about responsibility grids (网格): five levels of responsible persons, apart from geometry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type

STREAM = "grid"
COVERAGE_STREAM = "coverage"
LEVELS = range(1, 6)  # 1 is a district (片区) of the county, 5 reaches households (domain.md O04)


def coverage_id(organisation_id: UUID) -> UUID:
    """The stream that says which grid covers an organisation: one at a time, held by this stream's version."""
    return deterministic_id("coverage", organisation_id)


@event_type("grid.defined", STREAM)
class GridDefined(DomainEvent):
    """A node of the responsibility tree; level 1 has no parent, every other level the one above."""

    level: int
    name: str
    parent_id: UUID | None = None
    division_code: str | None = None


@event_type("grid.responsible-assigned", STREAM, subjects=("member_id",))
class ResponsibleAssigned(DomainEvent):
    """A member answers for the node from ``from_on`` on."""

    member_id: UUID
    from_on: date


@event_type("grid.responsible-relieved", STREAM, subjects=("member_id",))
class ResponsibleRelieved(DomainEvent):
    """A member answers for the node no longer, from ``on`` on."""

    member_id: UUID
    on: date


@event_type("grid.corrected", STREAM)
class GridCorrected(DomainEvent):
    """An earlier event of this node was wrong in these fields; those left out stay as they were."""

    corrects: UUID
    name: str | None = None
    division_code: str | None = None


@event_type("coverage.assigned", COVERAGE_STREAM, subjects=("organisation_id",))
class CoverageAssigned(DomainEvent):
    """A grid covers an organisation from ``from_on`` on."""

    organisation_id: UUID
    grid_id: UUID
    from_on: date


@event_type("coverage.ended", COVERAGE_STREAM, subjects=("organisation_id",))
class CoverageEnded(DomainEvent):
    """The grid covers the organisation no longer, from ``on`` on."""

    organisation_id: UUID
    grid_id: UUID
    on: date
