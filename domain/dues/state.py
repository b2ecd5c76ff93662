"""State of a member's dues of a year, and of a receipt's number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core import Aggregate


@dataclass(frozen=True, slots=True)
class Charge:
    """What is owed for one month, and the payment that settled it."""

    branch_id: UUID  # the home on the first of the month, to which it is owed
    amount_fen: int
    payment: UUID | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money for months on end, by the event that recorded it."""

    months: range
    paid_on: date
    receipt_number: str | None = None
    reversed: bool = False


class DuesYear(Aggregate):
    """One member's dues of one year. ``charges`` are by month, 1 to 12; ``payments`` by their events."""

    STREAM_TYPE = "dues"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.member_id: UUID | None = None
        self.year: int
        self.charges: dict[int, Charge] = {}
        self.payments: dict[UUID, Payment] = {}

    def owed_fen(self, months: range) -> int:
        """The sum for months that are all assessed."""
        return sum(self.charges[month].amount_fen for month in months)

    def concerns(self) -> tuple[UUID, ...]:
        """The member, and every branch to which something is or was owed."""
        branches = dict.fromkeys(charge.branch_id for charge in self.charges.values())
        return () if self.member_id is None else (self.member_id, *branches)


class Receipt(Aggregate):
    """The number of a receipt: it is used once, which this stream's version holds."""

    STREAM_TYPE = "receipt"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.payment: UUID | None = None
