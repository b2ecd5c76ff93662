"""State of where a member lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass
class Dwelling:
    """Days, without the last, in which a member lives in a grid."""

    grid_id: UUID
    from_on: date
    until: date | None = None


class Residence(Aggregate):
    """Where one member has lived, one place at a time."""

    STREAM_TYPE = "residence"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.dwellings: list[Dwelling] = []

    def concerns(self) -> tuple[UUID, ...]:
        """The member."""
        return () if self.member_id is None else (self.member_id,)
