"""How an item stands to one whom it is to reach."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class ReceiptStatus(StrEnum):
    """Whether an item has reached somebody, and by what that is known."""

    OUTSTANDING = "OUTSTANDING"
    ATTENDED = "ATTENDED"
    DELIVERED = "DELIVERED"
    CONFIRMED = "CONFIRMED"


def receipt_status(
    attended_on: date | None, delivered_on: date | None, confirmed_on: date | None
) -> ReceiptStatus:
    """The strongest of what is known: one's own word, having been there, having been told."""
    if confirmed_on is not None:
        return ReceiptStatus.CONFIRMED
    if attended_on is not None:
        return ReceiptStatus.ATTENDED
    return ReceiptStatus.OUTSTANDING if delivered_on is None else ReceiptStatus.DELIVERED
