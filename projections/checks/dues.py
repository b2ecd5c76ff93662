"""Findings about dues: register, ledger and receipts of a branch's month say the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.dues.events import (
    DuesAssessed,
    DuesPaid,
    DuesPaymentReversed,
    DuesReceiptIssued,
    dues_month_id,
    months,
)
from domain.dues.ledger import LedgerMonth, off_register, without_receipt
from domain.membership.events import MemberDeparted, MemberEntered
from projections.checks.declare import Check
from projections.dues import DUES_MONTH
from projections.finding_table import FINDING, About, finding_id, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.organisations import place_of

_KINDS = (FindingKind.DUES_ROSTER_MISMATCH, FindingKind.DUES_MISMATCH)


def _months_touched(rows: Rows, event: Any) -> None:
    """Every month of a branch that the event changed, whatever it was."""
    touched = {key for table, key, _, _ in rows.changes() if table is DUES_MONTH}
    for key in sorted(touched):
        _fits(rows, rows.require(DUES_MONTH, *key))


def _fits(rows: Rows, ledger: Row) -> None:
    branch_id: UUID = ledger["branch_id"]
    about = About("DuesMonth", ledger["dues_month_id"], place_of(rows, branch_id), organisation_id=branch_id)
    month = LedgerMonth(*(ledger[name] for name in LedgerMonth._fields))
    amiss = off_register(month)
    settle(rows, FindingKind.DUES_ROSTER_MISMATCH, about, holds=amiss > 0, measured=amiss, allowed=0)
    settle(
        rows,
        FindingKind.DUES_MISMATCH,
        about,
        holds=without_receipt(month) > 0,
        measured=month.receipts,
        allowed=month.payers,
    )


_EVENTS = (
    DuesAssessed,
    DuesPaid,
    DuesReceiptIssued,
    DuesPaymentReversed,
    MemberEntered,
    MemberDeparted,
)


def _reads(event: Any) -> Iterable[tuple[Table, Any]]:
    if not isinstance(event, DuesAssessed):
        return []
    first_days = [date(event.year, number, 1) for number in months(event.from_month, event.to_month)]
    ledgers = [About("DuesMonth", dues_month_id(event.branch_id, day), "") for day in first_days]
    return [(FINDING, finding_id(kind, about)) for about in ledgers for kind in _KINDS]


CHECKS = (Check(_EVENTS, _months_touched, _reads),)
