"""State of a grid, and of the covering of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements


@dataclass
class Term:
    """Days, without the last, in which a member answers for the node."""

    from_on: date
    until: date | None = None


class Grid(Aggregate):
    """A node of the responsibility tree."""

    STREAM_TYPE = "grid"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.parent_id: UUID | None = None  # None: level 1
        self.level: int
        self.name: str
        self.division_code: str | None = None
        self.responsible: dict[UUID, list[Term]] = {}  # by member
        self.statements = Statements()


@dataclass
class CoverageTerm:
    """Days, without the last, in which one grid covers the organisation."""

    grid_id: UUID
    from_on: date
    until: date | None = None


class Coverage(Aggregate):
    """Which grid covers an organisation: one at a time, which this stream's version holds."""

    STREAM_TYPE = "coverage"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.terms: list[CoverageTerm] = []

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
