"""State of a branch's funds of a year."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.core import Aggregate


@dataclass(frozen=True)
class Allocation:
    """What was given at a time, and whether it counts."""

    amount_fen: int
    reversed: bool = False


class Funds(Aggregate):
    """What was allocated to one branch for one year."""

    STREAM_TYPE = "funds"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None
        self.allocations: dict[UUID, Allocation] = {}  # by event
