"""State of a handover."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.handover.events import HandoverItem, HandoverSide


class Handover(Aggregate):
    """What one holder of a post hands to the next. ``signed`` has the sides that signed, by listed item."""

    STREAM_TYPE = "handover"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.members: dict[HandoverSide, UUID] = {}
        self.signed: dict[HandoverItem, frozenset[HandoverSide]] = {}

    def is_signed(self, side: HandoverSide) -> bool:
        """Whether a side has signed every item."""
        return all(side in sides for sides in self.signed.values())

    @property
    def is_open(self) -> bool:
        """Whether a signature is missing; of one that was never opened, nothing is."""
        return any(not self.is_signed(side) for side in self.members)

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation and both holders."""
        return () if self.organisation_id is None else (self.organisation_id, *self.members.values())
