"""State of an inspection."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate


class SupervisoryInspection(Aggregate):
    """An inspection; ``matters`` are by the event that raised each: whether it was put right."""

    STREAM_TYPE = "supervisory-inspection"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # which was inspected
        self.inspector_id: UUID | None = None
        self.held_on: date
        self.matters: dict[UUID, bool] = {}

    def concerns(self) -> tuple[UUID, ...]:
        """Both organisations."""
        return tuple(id_ for id_ in (self.organisation_id, self.inspector_id) if id_ is not None)
