"""State of what is announced of one slot."""

from __future__ import annotations

from uuid import UUID

from domain.core import Aggregate
from domain.verdicts.announcing import Stand


class AnnouncedVerdict(Aggregate):
    """What was announced last of an organisation, a rule and a period. Its id is the slot's."""

    STREAM_TYPE = "verdict"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.announced: Stand | None = None
        self.event_id: UUID | None = None  # that announced it
        self.facts_position = 0  # how far the log had been read for it

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
