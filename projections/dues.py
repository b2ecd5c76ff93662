"""Membership dues (党费): what each member owes a month, and each branch's ledger of a month."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.dues.events import (
    DuesAssessed,
    DuesPaid,
    DuesPaymentReversed,
    DuesReceiptIssued,
    dues_id,
    dues_month_id,
    months,
)
from domain.membership.events import MemberDeparted, MemberEntered
from event_store.records import LoggedEvent
from projections.framework.differences import difference
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Row, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of
from projections.registers import REGISTER_STAY, covers, on_register, stays_of

DUES_YEAR = Table(
    "dues_year",
    key={"dues_id": "uuid"},
    columns={
        "member_id": "uuid",
        "year": "integer",
        "branch_id": "uuid",
        "org_path": "text",
        "assessed_fen": "bigint",
        "paid_fen": "bigint",
        "version": "integer",
        "position": "bigint",
    },
    audited=("assessed_fen", "paid_fen"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)

DUES_CHARGE = Table(
    "dues_charge",
    key={"dues_id": "uuid", "month": "date"},
    columns={
        "member_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "amount_fen": "integer",
        "at_home": "boolean",
        "payment": "uuid",
        "paid_on": "date",
        "receipt_number": "text",
        "position": "bigint",
    },
    audited=("branch_id", "amount_fen", "paid_on", "receipt_number"),
    history=History.SUPERSEDED,
    day="month",
    placed=OfItsDay("month"),
)

DUES_MONTH = Table(
    "dues_month",
    key={"branch_id": "uuid", "month": "date"},
    columns={
        "dues_month_id": "uuid",
        "org_path": "text",
        "on_register": "integer",
        "assessed": "integer",
        "assessed_at_home": "integer",
        "payers": "integer",
        "receipts": "integer",
        "assessed_fen": "bigint",
        "paid_fen": "bigint",
        "position": "bigint",
    },
    history=History.SUPERSEDED,
    day="month",
    placed=OfItsDay("month"),
)
_COUNTED = ("assessed", "assessed_at_home", "payers", "receipts", "assessed_fen", "paid_fen")


def _counts(charge: Row | None) -> dict[str, int]:
    """What a charge counts for in its branch's month."""
    if charge is None:
        return {}
    paid = charge["paid_on"] is not None
    return {
        "assessed": 1,
        "assessed_at_home": int(charge["at_home"]),
        "payers": int(paid),
        "receipts": int(charge["receipt_number"] is not None),
        "assessed_fen": charge["amount_fen"],
        "paid_fen": charge["amount_fen"] if paid else 0,
    }


def _assessed(rows: Rows, event: DuesAssessed, record: LoggedEvent) -> None:
    year: Row = {
        "branch_id": event.branch_id,
        "org_path": place_of(rows, event.branch_id),
        "version": event.originator_version,
        "position": record.position,
    }
    if rows.get(DUES_YEAR, event.originator_id) is None:
        rows.create(
            DUES_YEAR,
            dues_id=event.originator_id,
            member_id=event.member_id,
            year=event.year,
            assessed_fen=0,
            paid_fen=0,
            **year,
        )
    else:
        rows.change(DUES_YEAR, event.originator_id, **year)
    stays = stays_of(rows, event.branch_id, event.member_id)
    for number in months(event.from_month, event.to_month):
        month = date(event.year, number, 1)
        rows.put(
            DUES_CHARGE,
            dues_id=event.originator_id,
            month=month,
            member_id=event.member_id,
            branch_id=event.branch_id,
            org_path=place_on(rows, event.branch_id, month),
            amount_fen=event.amount_fen,
            at_home=any(covers(stay, month) for stay in stays),
            payment=None,
            paid_on=None,
            receipt_number=None,
            position=record.position,
        )
        _carry(rows, record, event.originator_id, month)


def _paid(rows: Rows, event: DuesPaid, record: LoggedEvent) -> None:
    year = rows.require(DUES_YEAR, event.originator_id)["year"]
    paid = [date(year, number, 1) for number in months(event.from_month, event.to_month)]
    _set(rows, event, record, paid, payment=event.event_id, paid_on=event.paid_on)


def _receipt_issued(rows: Rows, event: DuesReceiptIssued, record: LoggedEvent) -> None:
    _set(rows, event, record, _paid_by(rows, event), receipt_number=event.receipt_number)


def _reversed(rows: Rows, event: DuesPaymentReversed, record: LoggedEvent) -> None:
    owed_again = {"payment": None, "paid_on": None, "receipt_number": None}
    _set(rows, event, record, _paid_by(rows, event), **owed_again)


def _register_changed(rows: Rows, event: MemberEntered | MemberDeparted, record: LoggedEvent) -> None:
    """A member came or went, maybe for days of long ago: whoever owes has to stand on the register."""
    ledger = rows.of(DUES_MONTH, event.branch_id)
    for row in ledger:
        there = on_register(rows, event.branch_id, row["month"])
        if len(there) != row["on_register"]:
            key = DUES_MONTH.key_of(row)
            rows.change(DUES_MONTH, *key, on_register=len(there), position=record.position)
        owed = dues_id(event.member_id, row["month"].year)
        charge = rows.get(DUES_CHARGE, owed, row["month"])
        if charge is None or charge["branch_id"] != event.branch_id:
            continue
        at_home = event.member_id in there
        if at_home != charge["at_home"]:
            rows.change(DUES_CHARGE, owed, row["month"], at_home=at_home, position=record.position)
            _carry(rows, record, owed, row["month"])


def _paid_by(rows: Rows, event: DuesReceiptIssued | DuesPaymentReversed) -> list[date]:
    charges = rows.of(DUES_CHARGE, event.originator_id)
    return [charge["month"] for charge in charges if charge["payment"] == event.payment]


def _set(rows: Rows, event: Any, record: LoggedEvent, charged: list[date], **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(DUES_YEAR, event.originator_id, version=version, position=position)
    for month in charged:
        rows.change(DUES_CHARGE, event.originator_id, month, position=position, **fields)
        _carry(rows, record, event.originator_id, month)


def _carry(rows: Rows, record: LoggedEvent, year_id: UUID, month: date) -> None:
    """Carry what the event changed of a charge to the month of its branch, before and after, and to the year."""
    before, after = rows.transition(DUES_CHARGE, year_id, month)
    if before and after and before["branch_id"] == after["branch_id"]:
        _add(rows, record, after, difference(_counts(before), _counts(after)))
        return
    if before:
        _add(rows, record, before, difference(_counts(before), {}))
    if after:
        _add(rows, record, after, _counts(after))


def _add(rows: Rows, record: LoggedEvent, charge: Row, differences: dict[str, int]) -> None:
    key = charge["branch_id"], charge["month"]
    ledger = rows.get(DUES_MONTH, *key)
    if ledger is None:
        ledger = _begin(rows, record, charge)
    sums = {name: ledger[name] + differences.get(name, 0) for name in _COUNTED}
    rows.change(DUES_MONTH, *key, position=record.position, **sums)
    year = rows.require(DUES_YEAR, charge["dues_id"])
    money = {name: year[name] + differences.get(name, 0) for name in ("assessed_fen", "paid_fen")}
    rows.change(DUES_YEAR, charge["dues_id"], **money)


def _begin(rows: Rows, record: LoggedEvent, charge: Row) -> Row:
    """The first that is owed to a branch for a month begins its ledger."""
    branch_id, month = charge["branch_id"], charge["month"]
    rows.create(
        DUES_MONTH,
        branch_id=branch_id,
        month=month,
        dues_month_id=dues_month_id(branch_id, month),
        org_path=charge["org_path"],
        on_register=len(on_register(rows, branch_id, month)),
        position=record.position,
        **dict.fromkeys(_COUNTED, 0),
    )
    return rows.require(DUES_MONTH, branch_id, month)


def _own(event: Any) -> list[tuple[Table, Any]]:
    return [(DUES_YEAR, event.originator_id), (DUES_CHARGE, event.originator_id)]


DUES = ReadModel(
    name="dues",
    tables=(DUES_YEAR, DUES_CHARGE, DUES_MONTH),
    handlers={
        DuesAssessed: _assessed,
        DuesPaid: _paid,
        DuesReceiptIssued: _receipt_issued,
        DuesPaymentReversed: _reversed,
        MemberEntered: _register_changed,
        MemberDeparted: _register_changed,
    },
    reads={
        DuesAssessed: lambda event: [
            *_own(event),
            (ORGANISATION, event.branch_id),
            (REGISTER_STAY, event.branch_id),
            (DUES_MONTH, event.branch_id),
        ],
        DuesPaid: _own,
        DuesReceiptIssued: _own,
        DuesPaymentReversed: _own,
        MemberEntered: lambda event: [(DUES_MONTH, event.branch_id)],
        MemberDeparted: lambda event: [(DUES_MONTH, event.branch_id)],
    },
)
