"""Facts about membership dues (党费), one stream a member and year; money in whole fen (分)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.dues.state import Charge, DuesYear, Payment, Receipt

STREAM = DuesYear.STREAM_TYPE
RECEIPT_STREAM = Receipt.STREAM_TYPE


def dues_id(member_id: UUID, year: int) -> UUID:
    """The stream of a member's dues of a year."""
    return deterministic_id("dues", member_id, year)


def receipt_id(receipt_number: str) -> UUID:
    """The stream that says what a receipt's number was used for."""
    return deterministic_id("receipt", receipt_number)


def dues_month_id(branch_id: UUID, month: date) -> UUID:
    """The id of a branch's ledger of a month, named by its first day."""
    return deterministic_id("dues month", branch_id, month.isoformat())


def months(from_month: int, to_month: int) -> range:
    """Months of a year, both ends included."""
    return range(from_month, to_month + 1)


@event_type("dues.assessed", STREAM, subjects=("member_id", "branch_id"))
class DuesAssessed(DomainEvent):
    """For each of these months the member owes a branch this much, whatever was assessed before."""

    member_id: UUID
    branch_id: UUID
    year: int
    from_month: int  # 1 to 12
    to_month: int  # included
    amount_fen: int  # a month; nought: exempt

    def apply(self, state: DuesYear) -> None:
        state.member_id = self.member_id
        state.year = self.year
        for month in months(self.from_month, self.to_month):
            state.charges[month] = Charge(self.branch_id, self.amount_fen)


@event_type("dues.paid", STREAM)
class DuesPaid(DomainEvent):
    """The member paid what was owed for these months, in one sum."""

    from_month: int
    to_month: int
    amount_fen: int
    paid_on: date

    def apply(self, state: DuesYear) -> None:
        paid = months(self.from_month, self.to_month)
        state.payments[self.event_id] = Payment(paid, self.paid_on)
        for month in paid:
            state.charges[month] = replace(state.charges[month], payment=self.event_id)


@event_type("dues.receipt-issued", STREAM)
class DuesReceiptIssued(DomainEvent):
    """A receipt was given for a payment; ``payment`` is its event."""

    payment: UUID
    receipt_number: str
    issued_on: date

    def apply(self, state: DuesYear) -> None:
        state.payments[self.payment] = replace(
            state.payments[self.payment], receipt_number=self.receipt_number
        )


@event_type("dues.payment-reversed", STREAM)
class DuesPaymentReversed(DomainEvent):
    """A payment was recorded wrongly or given back: its months are owed again, and its receipt is void."""

    payment: UUID

    def apply(self, state: DuesYear) -> None:
        state.payments[self.payment] = replace(state.payments[self.payment], reversed=True)
        for month in state.payments[self.payment].months:
            state.charges[month] = replace(state.charges[month], payment=None)


@event_type("receipt.used", RECEIPT_STREAM, subjects=("member_id",))
class ReceiptUsed(DomainEvent):
    """A number was used for the receipt of a payment, and for no other from here on."""

    receipt_number: str
    member_id: UUID
    payment: UUID

    def apply(self, state: Receipt) -> None:
        state.payment = self.payment
