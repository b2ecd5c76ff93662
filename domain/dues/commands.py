"""Commands about membership dues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class AssessDues(Command):
    """Say what a member owes the home branch for each of these months of a year."""

    member_id: UUID
    branch_id: UUID
    year: int
    from_month: int
    to_month: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PayDues(Command):
    """Record that a member paid for these months, in one sum."""

    member_id: UUID
    year: int
    from_month: int
    to_month: int
    amount_fen: int
    paid_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueDuesReceipt(Command):
    """Record the receipt for a payment, which is named by its event."""

    member_id: UUID
    year: int
    payment: UUID
    receipt_number: str
    issued_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReverseDuesPayment(Command):
    """Let a payment no longer count, and say why (``reason``)."""

    member_id: UUID
    year: int
    payment: UUID
