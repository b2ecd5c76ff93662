"""How a branch's register, its ledger and its receipts of a month have to fit together (一册、一账、一票)."""

from __future__ import annotations

from typing import NamedTuple


class LedgerMonth(NamedTuple):
    """Numbers of members, of one branch and month."""

    on_register: int  # at home there on the first of the month
    assessed: int
    assessed_at_home: int  # of those, on the register too
    payers: int
    receipts: int  # of those, with a receipt


def off_register(month: LedgerMonth) -> int:
    """Members on the register who owe nothing, and members who owe and are not on it. Source: domain row O03."""
    return (month.on_register - month.assessed_at_home) + (month.assessed - month.assessed_at_home)


def without_receipt(month: LedgerMonth) -> int:
    """Members who paid and have no receipt. Source: domain row O03 (3 payers, 2 receipts: a mismatch)."""
    return month.payers - month.receipts
