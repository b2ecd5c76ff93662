"""Pairs (结对联系): whom members look after, and how many each."""

from __future__ import annotations

from domain.membership.events import AffiliationTransferred, MemberLeft
from domain.pairing.events import PairAssigned, PairEnded, pairing_id
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table
from projections.members import MEMBER
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
    org_path = rows.require(MEMBER, event.member_id)["org_path"]  # the latest home's, as after each transfer
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
    to_on = rows.require(PAIR, event.pair)["to_on"]
    was_open = to_on is None
    if was_open or event.on < to_on:  # else it ended before, when one of them left the county
        rows.change(PAIR, event.pair, to_on=event.on, position=record.position)
    rows.change(
        PAIRING,
        event.originator_id,
        open_pairs=rows.require(PAIRING, event.originator_id)["open_pairs"] - int(was_open),
        version=event.originator_version,
        position=record.position,
    )


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    """What goes on goes with the home; what has ended stays where it was."""
    pairing = rows.get(PAIRING, pairing_id(event.originator_id))
    if pairing is None:
        return
    org_path = place_of(rows, event.to_branch_id)
    rows.change(PAIRING, pairing["pairing_id"], org_path=org_path)
    for pair in rows.find(PAIR, "member_id", event.originator_id):
        if pair["to_on"] is None:
            rows.change(PAIR, pair["pair_id"], org_path=org_path)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """All pairs end of who left the county, on either side, and at the latest on the day on which they begin."""
    for side in ("member_id", "partner_member_id"):
        for pair in rows.find(PAIR, side, event.originator_id):
            if pair["to_on"] is None:
                to_on = max(pair["from_on"], event.on)
                rows.change(PAIR, pair["pair_id"], to_on=to_on, position=record.position)
                pairing = rows.require(PAIRING, pair["pairing_id"])
                fields = {"open_pairs": pairing["open_pairs"] - 1, "position": record.position}
                rows.change(PAIRING, pair["pairing_id"], **fields)


PAIRINGS = ReadModel(
    name="pairings",
    tables=(PAIRING, PAIR),
    handlers={
        PairAssigned: _assigned,
        PairEnded: _ended,
        AffiliationTransferred: _transferred,
        MemberLeft: _left,
    },
    reads={
        PairAssigned: lambda event: [(PAIRING, event.originator_id), (MEMBER, event.member_id)],
        PairEnded: lambda event: [(PAIRING, event.originator_id), (PAIR, event.pair)],
        AffiliationTransferred: lambda event: [
            (PAIRING, pairing_id(event.originator_id)),
            (ORGANISATION, event.to_branch_id),
        ],
    },
)
