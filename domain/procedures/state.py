"""State of a procedure, and of a case that runs by it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.core import Aggregate
from domain.procedures.course import Slot

if TYPE_CHECKING:
    from domain.procedures.events import ProcedureVersionReleased

Label = tuple[str, str]  # chapter, version


class Procedure(Aggregate):
    """All versions of all chapters of one guide."""

    STREAM_TYPE = "procedure"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.versions: dict[Label, ProcedureVersionReleased] = {}

    def with_id(self, version_id: UUID) -> ProcedureVersionReleased | None:
        """The version of that id."""
        return next((version for version in self.versions.values() if version.version_id == version_id), None)


class Taken(NamedTuple):
    """A step as it was recorded."""

    event_id: UUID
    on: date


class ProcedureCase(Aggregate):
    """One run of a procedure, by the version that it started with."""

    STREAM_TYPE = "procedure-case"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never started
        self.procedure_id: UUID
        self.version_id: UUID
        self.group_ids: tuple[UUID, ...] = ()
        self.started_on: date
        self.closed_on: date | None = None
        self.taken: dict[Slot, Taken] = {}

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
