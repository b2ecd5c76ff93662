"""State of the departure of one slot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.departures.events import DepartureRecorded


class Departure(Aggregate):
    """Whether an organisation gave a reason for not doing in a period what a rule asks for."""

    STREAM_TYPE = "departure"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.recorded: DepartureRecorded | None = None  # None: none, or taken back

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
