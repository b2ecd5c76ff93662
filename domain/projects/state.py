"""State of a project, and of a task."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class ProjectStatus(StrEnum):
    """The steps of a project, in their order."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    FILED = "FILED"


class Project(Aggregate):
    """What an organisation takes on for a month or a quarter, approved above and filed there."""

    STREAM_TYPE = "project"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never proposed
        self.status: ProjectStatus
        self.reached_on: date  # the day of its latest step

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)


class Task(Aggregate):
    """Something to be done by a day, with an owner from the start."""

    STREAM_TYPE = "task"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never published
        self.owner_id: UUID
        self.open_since: date  # published or, for the last time, reopened
        self.closed_on: date | None = None

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
