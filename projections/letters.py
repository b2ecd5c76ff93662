"""Transfer letters (介绍信): a row for each side of one, that where it was issued and that where it is received.

Each side lies where its branch does, so that both know of a letter that goes from one township to another. Of a letter
from or to another county this one has one side only.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.transfers.events import (
    LetterAdmitted,
    LetterIssued,
    LetterReceived,
    LetterWithdrawn,
    receiving_side,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Row, Table
from projections.members import MEMBER
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

LETTER = Table(
    "letter",
    key={"side_id": "uuid"},
    columns={
        "letter_id": "uuid",
        "side": "text",
        "number": "text",
        "other_county": "text",
        "member_id": "uuid",
        "from_branch_id": "uuid",
        "to_branch_id": "uuid",
        "issued_on": "date",
        "valid_until": "date",
        "status": "text",
        "received_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "number",
        "other_county",
        "member_id",
        "from_branch_id",
        "to_branch_id",
        "issued_on",
        "valid_until",
        "status",
        "received_on",
    ),
    history=History.SUPERSEDED,
    day="issued_on",
    placed=OfItsDay("issued_on"),
)


def _issued(rows: Rows, event: LetterIssued, record: LoggedEvent) -> None:
    rows.require(MEMBER, event.member_id)
    said: Row = {
        "letter_id": event.originator_id,
        "number": event.number,
        "other_county": event.to_county,
        "member_id": event.member_id,
        "from_branch_id": event.from_branch_id,
        "to_branch_id": event.to_branch_id,
        "issued_on": event.issued_on,
        "valid_until": event.valid_until,
        "status": "IN_FLIGHT",
        "received_on": None,
        "version": event.originator_version,
        "position": record.position,
    }
    _side(rows, event.originator_id, "OUT", event.from_branch_id, said)
    if event.to_branch_id is not None:
        _side(rows, receiving_side(event.originator_id), "IN", event.to_branch_id, said)


def _admitted(rows: Rows, event: LetterAdmitted, record: LoggedEvent) -> None:
    said: Row = {
        "letter_id": event.originator_id,
        "number": event.number,
        "other_county": event.from_county,
        "member_id": event.member_id,
        "from_branch_id": None,
        "to_branch_id": event.to_branch_id,
        "issued_on": event.issued_on,
        "valid_until": event.valid_until,
        "status": "RECEIVED",
        "received_on": event.on,
        "version": event.originator_version,
        "position": record.position,
    }
    _side(rows, event.originator_id, "IN", event.to_branch_id, said)


def _side(rows: Rows, side_id: UUID, side: str, branch_id: UUID, said: Row) -> None:
    rows.create(
        LETTER, side_id=side_id, side=side, org_path=place_on(rows, branch_id, said["issued_on"]), **said
    )


def _received(rows: Rows, event: LetterReceived, record: LoggedEvent) -> None:
    _end(rows, event, record, status="RECEIVED", received_on=event.on)


def _withdrawn(rows: Rows, event: LetterWithdrawn, record: LoggedEvent) -> None:
    _end(rows, event, record, status="WITHDRAWN")


def _end(rows: Rows, event: DomainEvent, record: LoggedEvent, **fields: Any) -> None:
    for side_id in _sides(event.originator_id):
        if rows.get(LETTER, side_id) is not None:
            rows.change(LETTER, side_id, version=event.originator_version, position=record.position, **fields)


def _sides(letter_id: UUID) -> tuple[UUID, UUID]:
    return letter_id, receiving_side(letter_id)


def _both(event: DomainEvent) -> Any:
    return [(LETTER, side_id) for side_id in _sides(event.originator_id)]


LETTERS = ReadModel(
    name="letters",
    tables=(LETTER,),
    handlers={
        LetterIssued: _issued,
        LetterAdmitted: _admitted,
        LetterReceived: _received,
        LetterWithdrawn: _withdrawn,
    },
    reads={
        LetterIssued: lambda event: [
            (MEMBER, event.member_id),
            (ORGANISATION, event.from_branch_id),
            (ORGANISATION, event.to_branch_id),
        ],
        LetterAdmitted: lambda event: [(ORGANISATION, event.to_branch_id)],
        LetterReceived: _both,
        LetterWithdrawn: _both,
    },
)
