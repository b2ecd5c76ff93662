"""Pairs (结对联系): whom members look after, and how many each."""

from __future__ import annotations

from domain.pairing.events import PairAssigned, PairEnded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table
from projections.organisations import ORGANISATION, place_of

PAIRING = Table(
    "pairing",
    key={"pairing_id": "uuid"},
    columns={
        "member_id": "uuid",
        "org_path": "text",
        "open_pairs": "integer",
        "version": "integer",
        "position": "bigint",
    },
    audited=("open_pairs",),
    history=History.SUPERSEDED,
)

PAIR = Table(
    "pair",
    key={"pair_id": "uuid"},
    columns={
        "pairing_id": "uuid",
        "member_id": "uuid",
        "branch_id": "uuid",
        "org_path": "text",
        "kind": "text",
        "partner_member_id": "uuid",
        "household_id": "uuid",
        "from_on": "date",
        "to_on": "date",
        "position": "bigint",
    },
    audited=("member_id", "kind", "partner_member_id", "household_id", "from_on", "to_on"),
    history=History.SUPERSEDED,
    day="from_on",
)


def _assigned(rows: Rows, event: PairAssigned, record: LoggedEvent) -> None:
    org_path = place_of(rows, event.branch_id)
    rows.create(
        PAIR,
        pair_id=event.event_id,
        pairing_id=event.originator_id,
        member_id=event.member_id,
        branch_id=event.branch_id,
        org_path=org_path,
        kind=event.kind.value,
        partner_member_id=event.partner_member_id,
        household_id=event.household_id,
        from_on=event.from_on,
        to_on=None,
        position=record.position,
    )
    before = rows.get(PAIRING, event.originator_id)
    rows.put(
        PAIRING,
        pairing_id=event.originator_id,
        member_id=event.member_id,
        org_path=org_path,
        open_pairs=(before["open_pairs"] if before else 0) + 1,
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: PairEnded, record: LoggedEvent) -> None:
    was_open = rows.require(PAIR, event.pair)["to_on"] is None
    rows.change(PAIR, event.pair, to_on=event.on, position=record.position)
    rows.change(
        PAIRING,
        event.originator_id,
        open_pairs=rows.require(PAIRING, event.originator_id)["open_pairs"] - int(was_open),
        version=event.originator_version,
        position=record.position,
    )


PAIRINGS = ReadModel(
    name="pairings",
    tables=(PAIRING, PAIR),
    handlers={PairAssigned: _assigned, PairEnded: _ended},
    reads={
        PairAssigned: lambda event: [(PAIRING, event.originator_id), (ORGANISATION, event.branch_id)],
        PairEnded: lambda event: [(PAIRING, event.originator_id), (PAIR, event.pair)],
    },
)
