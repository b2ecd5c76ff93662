"""The contact with members who are away or cannot be reached (流动、失联党员): a row a person, at the home."""

from __future__ import annotations

from typing import Any

from domain.contacts.events import (
    ContactLost,
    ContactMade,
    FloatingEnded,
    FloatingRegistered,
    contact_id,
)
from domain.contacts.state import MemberContact
from domain.membership.events import AffiliationTransferred, MemberLeft
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION, place_of

MEMBER_CONTACT = Table(
    "member_contact",
    key={"contact_id": "uuid"},
    columns={
        "member_id": "uuid",
        "status": "text",
        "away_from": "date",
        "away_to": "date",
        "division_code": "text",
        "last_contact_on": "date",
        "lost_since": "date",
        "silent_since": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("status", "away_from", "away_to", "division_code", "last_contact_on", "lost_since"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)

Told = FloatingRegistered | FloatingEnded | ContactMade | ContactLost


def _told(rows: Rows, event: Told, record: LoggedEvent) -> None:
    before = rows.get(MEMBER_CONTACT, event.originator_id)
    row: Row = before or {
        **dict.fromkeys(MEMBER_CONTACT.columns),
        "contact_id": event.originator_id,
        "member_id": event.member_id,
        "org_path": rows.require(MEMBER, event.member_id)["org_path"],
    }
    fields = {**_said(event, row), "version": event.originator_version, "position": record.position}
    after = {**row, **fields}
    derived = {"status": _status(after), "silent_since": after["last_contact_on"] or after["away_from"]}
    if before is None:
        rows.create(MEMBER_CONTACT, **{**after, **derived})
    else:
        changed = {name: value for name, value in derived.items() if before[name] != value}
        rows.change(MEMBER_CONTACT, event.originator_id, **fields, **changed)


def _said(event: Told, row: Row) -> dict[str, Any]:
    match event:
        case FloatingRegistered():
            return {"away_from": event.from_on, "away_to": None, "division_code": event.division_code}
        case FloatingEnded():
            return {"away_to": event.on}
        case ContactLost():
            return {"lost_since": event.since}
        case ContactMade():
            # Folded like the state: a contact entered late finds nobody who was lost since.
            state = MemberContact.empty(event.originator_id)
            state.last_contact_on, state.lost_since = row["last_contact_on"], row["lost_since"]
            event.apply(state)
            return {"last_contact_on": state.last_contact_on, "lost_since": state.lost_since}


def _status(row: Row) -> str:
    if row["lost_since"] is not None:
        return "LOST"
    return "FLOATING" if row["away_from"] is not None and row["away_to"] is None else "IN_REACH"


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    """The contact is an affair of the home, and goes with it."""
    if rows.get(MEMBER_CONTACT, contact_id(event.originator_id)) is not None:
        org_path = place_of(rows, event.to_branch_id)
        rows.change(MEMBER_CONTACT, contact_id(event.originator_id), org_path=org_path)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """With the home in another county the contact is an affair of that one; what was known stays in the past."""
    if rows.get(MEMBER_CONTACT, contact_id(event.originator_id)) is not None:
        rows.delete(MEMBER_CONTACT, contact_id(event.originator_id))


def _own(event: Told) -> Any:
    return [(MEMBER_CONTACT, event.originator_id), (MEMBER, event.member_id)]


_TOLD: tuple[type[Told], ...] = (FloatingRegistered, FloatingEnded, ContactMade, ContactLost)

CONTACTS = ReadModel(
    name="contacts",
    tables=(MEMBER_CONTACT,),
    handlers={**dict.fromkeys(_TOLD, _told), AffiliationTransferred: _transferred, MemberLeft: _left},
    reads={
        **dict.fromkeys(_TOLD, _own),
        AffiliationTransferred: lambda event: [
            (MEMBER_CONTACT, contact_id(event.originator_id)),
            (ORGANISATION, event.to_branch_id),
        ],
        MemberLeft: lambda event: [(MEMBER_CONTACT, contact_id(event.originator_id))],
    },
)
