"""State of what is told of one period."""

from __future__ import annotations

from uuid import UUID

from domain.core import Aggregate


class PeriodAssessment(Aggregate):
    """What a period came to, as it was told last: of one rule at one node, for organisations of one kind."""

    STREAM_TYPE = "period-assessment"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.node_id: UUID | None = None  # None: nothing was told
        self.digest: str | None = None
        self.event_id: UUID | None = None  # that told it
        self.facts_position = 0  # how far the log had been read for it

    def concerns(self) -> tuple[UUID, ...]:
        """The node."""
        return () if self.node_id is None else (self.node_id,)
