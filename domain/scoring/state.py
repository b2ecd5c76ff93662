"""State of a score account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.scoring.events import PointsClass


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One award or deduction, as corrected since."""

    points_hundredths: int  # signed: a deduction is below nought
    points_class: PointsClass
    rule: str
    reversed: bool = False


class ScoreAccount(Aggregate):
    """The account of one member and year. ``entries`` are by the event that awarded or deducted."""

    STREAM_TYPE = "score"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.year: int
        self.entries: dict[UUID, ScoreEntry] = {}

    @property
    def balance_hundredths(self) -> int:
        """Awarded less deducted, over the entries that were not reversed."""
        return sum(entry.points_hundredths for entry in self.entries.values() if not entry.reversed)

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and the branch at home when the account was opened."""
        return tuple(id_ for id_ in (self.member_id, self.branch_id) if id_ is not None)
