"""State of a project site."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class Site(Aggregate):
    """A project site, from the day it is opened until it is closed."""

    STREAM_TYPE = "site"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # who runs it
        self.starts_on: date
        self.people: int
        self.members: int
        self.counted_on: date
        self.branch_id: UUID | None = None
        self.branch_since: date | None = None
        self.closed_on: date | None = None

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation that runs it."""
        return () if self.organisation_id is None else (self.organisation_id,)
