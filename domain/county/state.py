"""State of the county."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate, Occurred

if TYPE_CHECKING:
    from domain.county.events import Module


class County(Aggregate):
    """One log holds one county, and so one stream of this type: ``county.events.COUNTY_ID``."""

    STREAM_TYPE = "county"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.committee_id: UUID | None = None
        self.division_code: str
        self.founded_at: Occurred
        self.name: str
        self.rehearsal: bool
        self.time_zone: str
        self.modules: set[Module] = set()

    def concerns(self) -> tuple[UUID, ...]:
        """The committee at the root of the organisation tree."""
        return () if self.committee_id is None else (self.committee_id,)
