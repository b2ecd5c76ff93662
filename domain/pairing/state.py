"""State of a member's pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.pairing.events import PairKind


@dataclass(frozen=True, slots=True)
class Pair:
    """Whom the member looks after between two days; of a worker, only that there is one."""

    kind: PairKind
    partner_id: UUID | None
    from_on: date
    until: date | None = None  # the first day without it


class Pairing(Aggregate):
    """All pairs of one member. ``pairs`` are by the event that made each."""

    STREAM_TYPE = "pair"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.pairs: dict[UUID, Pair] = {}

    @property
    def open_pairs(self) -> list[Pair]:
        """Those without an end."""
        return [pair for pair in self.pairs.values() if pair.until is None]

    def concerns(self) -> tuple[UUID, ...]:
        """The member who looks after the others."""
        return () if self.member_id is None else (self.member_id,)
