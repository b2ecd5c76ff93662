"""State of one publication, and of the themes of a month."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class Publication(Aggregate):
    """A matter of one period, made public by one organisation or not."""

    STREAM_TYPE = "publication"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.published_on: date | None = None  # None: it is not

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)


class MonthTheme(Aggregate):
    """The themes of one month that one organisation gave out."""

    STREAM_TYPE = "month-theme"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.node_id: UUID | None = None
        self.codes: set[str] = set()

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.node_id is None else (self.node_id,)
