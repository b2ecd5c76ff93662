"""Conveyance by name (记名式传达): whom an item was to reach, and how it reached each of them.

Attendance is recorded once, at the meeting: it is looked up here, and whatever moves it there moves the receipt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.conveyance.events import (
    ConveyanceClosed,
    ConveyanceConfirmed,
    ConveyanceDelivered,
    ConveyanceOpened,
    DeliveryRevoked,
)
from domain.conveyance.receipts import ReceiptStatus, receipt_status
from domain.meetings.events import (
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceStatus,
    MeetingCancelled,
    MeetingCorrected,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Row, Table
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

CONVEYANCE = Table(
    "conveyance",
    key={"conveyance_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "branch_id": "uuid",
        "meeting_id": "uuid",
        "code": "text",
        "issued_on": "date",
        "status": "text",
        "closed_on": "date",
        "expected": "integer",
        "outstanding": "integer",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "branch_id",
        "meeting_id",
        "code",
        "issued_on",
        "status",
        "closed_on",
        "expected",
    ),
    history=History.SUPERSEDED,
    day="issued_on",
    placed=OfItsDay("issued_on"),
)

CONVEYANCE_RECEIPT = Table(
    "conveyance_receipt",
    key={"conveyance_id": "uuid", "member_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "meeting_id": "uuid",
        "code": "text",
        "issued_on": "date",
        "status": "text",
        "attended_on": "date",
        "delivered_on": "date",
        "mode": "text",
        "second_language": "text",
        "by_id": "uuid",
        "confirmed_on": "date",
        "received_on": "date",
        "org_path": "text",
        "position": "bigint",
    },
    audited=("status", "attended_on", "delivered_on", "mode", "second_language", "by_id", "confirmed_on"),
    history=History.SUPERSEDED,
    day="issued_on",
    placed=OfItsDay("issued_on"),
)

# What is told at a meeting, found by it: nearly all meetings have nothing here.
CONVEYED_AT = Table(
    "conveyed_at",
    key={"meeting_id": "uuid", "conveyance_id": "uuid"},
    columns={"organisation_id": "uuid"},
)

_CAME = frozenset([AttendanceStatus.PRESENT.value, AttendanceStatus.LATE.value])


def conveyed_on(rows: Rows, meeting_id: UUID, member_id: UUID) -> date | None:
    """The first day on which somebody not at a meeting was reached by what was told there; None if not by all of it."""
    told = rows.of(CONVEYED_AT, meeting_id)
    receipts = [rows.get(CONVEYANCE_RECEIPT, at["conveyance_id"], member_id) for at in told]
    days: list[date | None] = [None if receipt is None else receipt["received_on"] for receipt in receipts]
    reached = [day for day in days if day is not None]
    return max(reached) if reached and len(reached) == len(days) else None


def _opened(rows: Rows, event: ConveyanceOpened, record: LoggedEvent) -> None:
    place = place_on(rows, event.organisation_id, event.issued_on)
    item: Row = {
        "organisation_id": event.organisation_id,
        "meeting_id": event.meeting_id,
        "code": event.code,
        "issued_on": event.issued_on,
        "org_path": place,
        "position": record.position,
    }
    receipts = [
        _with_status(
            {
                **dict.fromkeys(CONVEYANCE_RECEIPT.columns),
                **item,
                "conveyance_id": event.originator_id,
                "member_id": member_id,
                "attended_on": _attended_on(rows, event.meeting_id, member_id),
            }
        )
        for member_id in event.expected
    ]
    rows.create(
        CONVEYANCE,
        conveyance_id=event.originator_id,
        branch_id=event.branch_id,
        status="OPEN",
        closed_on=None,
        expected=len(receipts),
        outstanding=sum(map(_is_outstanding, receipts)),
        version=event.originator_version,
        **item,
    )
    for receipt in receipts:
        rows.create(CONVEYANCE_RECEIPT, **receipt)
    if event.meeting_id is not None:
        rows.create(
            CONVEYED_AT,
            meeting_id=event.meeting_id,
            conveyance_id=event.originator_id,
            organisation_id=event.organisation_id,
        )


def _delivered(rows: Rows, event: ConveyanceDelivered, record: LoggedEvent) -> None:
    _moved_on(rows, event)
    _set(
        rows,
        record,
        event.originator_id,
        event.member_id,
        delivered_on=event.on,
        mode=event.mode.value,
        second_language=event.second_language,
        by_id=event.by_id,
    )


def _revoked(rows: Rows, event: DeliveryRevoked, record: LoggedEvent) -> None:
    _moved_on(rows, event)
    none = dict.fromkeys(("delivered_on", "mode", "second_language", "by_id"))
    _set(rows, record, event.originator_id, event.member_id, **none)


def _confirmed(rows: Rows, event: ConveyanceConfirmed, record: LoggedEvent) -> None:
    _moved_on(rows, event)
    _set(rows, record, event.originator_id, event.member_id, confirmed_on=event.on)


def _closed(rows: Rows, event: ConveyanceClosed, record: LoggedEvent) -> None:
    rows.change(
        CONVEYANCE,
        event.originator_id,
        status="CLOSED",
        closed_on=event.on,
        version=event.originator_version,
        position=record.position,
    )


def _attendances_recorded(
    rows: Rows, events: Sequence[AttendanceRecorded], records: Sequence[LoggedEvent]
) -> None:
    for at in rows.of(CONVEYED_AT, events[0].originator_id):
        for event, record in zip(events, records, strict=True):
            rows.position = record.position
            _attended(rows, record, at, event.member_id)


def _attendance_corrected(rows: Rows, event: AttendanceCorrected, record: LoggedEvent) -> None:
    for at in rows.of(CONVEYED_AT, event.originator_id):
        _attended(rows, record, at, event.member_id)


def _meeting(rows: Rows, event: MeetingCancelled | MeetingCorrected, record: LoggedEvent) -> None:
    """A meeting that was cancelled told nobody; one of another day told them on that one."""
    for at in rows.of(CONVEYED_AT, event.originator_id):
        for receipt in rows.of(CONVEYANCE_RECEIPT, at["conveyance_id"]):
            _attended(rows, record, at, receipt["member_id"])


def _attended(rows: Rows, record: LoggedEvent, at: Row, member_id: UUID) -> None:
    key = at["conveyance_id"], member_id
    on = _attended_on(rows, at["meeting_id"], member_id)
    if rows.require(CONVEYANCE_RECEIPT, *key)["attended_on"] != on:
        _set(rows, record, *key, attended_on=on)


def _attended_on(rows: Rows, meeting_id: UUID | None, member_id: UUID) -> date | None:
    """The day of the meeting, if the member came, as far as is known now."""
    if meeting_id is None:
        return None
    meeting = rows.require(MEETING, meeting_id)
    attendance = rows.get(ATTENDANCE, meeting_id, member_id)
    came = attendance is not None and attendance["status"] in _CAME and meeting["status"] != "CANCELLED"
    held_on: date = meeting["held_on"]
    return held_on if came else None


def _set(rows: Rows, record: LoggedEvent, conveyance_id: UUID, member_id: UUID, **fields: Any) -> None:
    """Set what is known of a receipt, and what follows from it: its status, and how many are outstanding."""
    before = rows.require(CONVEYANCE_RECEIPT, conveyance_id, member_id)
    after = _with_status({**before, **fields})
    derived = {name: after[name] for name in ("status", "received_on") if after[name] != before[name]}
    rows.change(CONVEYANCE_RECEIPT, conveyance_id, member_id, **fields, **derived, position=record.position)
    if difference := _is_outstanding(after) - _is_outstanding(before):
        outstanding = rows.require(CONVEYANCE, conveyance_id)["outstanding"] + difference
        rows.change(CONVEYANCE, conveyance_id, outstanding=outstanding, position=record.position)


def _with_status(receipt: Row) -> Row:
    days = [receipt["attended_on"], receipt["delivered_on"], receipt["confirmed_on"]]
    received_on = min((day for day in days if day is not None), default=None)
    return {**receipt, "status": receipt_status(*days).value, "received_on": received_on}


def _is_outstanding(receipt: Row) -> int:
    return int(receipt["status"] == ReceiptStatus.OUTSTANDING)


def _moved_on(rows: Rows, event: Any) -> None:
    """The event set nothing in the conveyance's row but the stream's version, which clients hand back."""
    rows.change(CONVEYANCE, event.originator_id, version=event.originator_version)


_own = by_stream(CONVEYANCE, CONVEYANCE_RECEIPT)
_told_there = by_stream(MEETING, ATTENDANCE, CONVEYED_AT)

CONVEYANCES = ReadModel(
    name="conveyances",
    tables=(CONVEYANCE, CONVEYANCE_RECEIPT, CONVEYED_AT),
    handlers={
        ConveyanceOpened: _opened,
        ConveyanceDelivered: _delivered,
        DeliveryRevoked: _revoked,
        ConveyanceConfirmed: _confirmed,
        ConveyanceClosed: _closed,
        AttendanceCorrected: _attendance_corrected,
        MeetingCancelled: _meeting,
        MeetingCorrected: _meeting,
    },
    runs={AttendanceRecorded: _attendances_recorded},
    reads={
        ConveyanceOpened: lambda event: [
            (ORGANISATION, event.organisation_id),
            *((table, event.meeting_id) for table in (MEETING, ATTENDANCE) if event.meeting_id),
        ],
        ConveyanceDelivered: _own,
        DeliveryRevoked: _own,
        ConveyanceConfirmed: _own,
        ConveyanceClosed: by_stream(CONVEYANCE),
        AttendanceRecorded: by_stream(CONVEYED_AT),
        AttendanceCorrected: _told_there,
        MeetingCancelled: _told_there,
        MeetingCorrected: _told_there,
    },
)
