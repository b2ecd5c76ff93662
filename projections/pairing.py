"""Pairs (结对联系): whom members look after, and how many each."""

from __future__ import annotations

from uuid import UUID

from domain.membership.events import AffiliationTransferred, MemberLeft
from domain.pairing.events import PairAssigned, PairEnded, pairing_id
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
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
    placed=GoesAlong(),
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
    placed=GoesAlong(),
)


# On either side; beside the member's own row, for whoever sees that.
PAIR_COUNT = Table(
    "pair_count",
    key={"member_id": "uuid"},
    columns={"org_path": "text", "pairs": "integer", "position": "bigint"},
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)


def _count(rows: Rows, pair: Row, change: int) -> None:
    """One pair more or less for both sides."""
    for side in ("member_id", "partner_member_id"):
        if pair[side] is not None:
            before = rows.get(PAIR_COUNT, pair[side])
            rows.put(
                PAIR_COUNT,
                member_id=pair[side],
                org_path=rows.require(MEMBER, pair[side])["org_path"],
                pairs=(before["pairs"] if before else 0) + change,
                position=rows.position,
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
    _count(rows, {"member_id": event.member_id, "partner_member_id": event.partner_member_id}, 1)
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
    pair = rows.require(PAIR, event.pair)
    to_on = pair["to_on"]
    was_open = to_on is None
    if was_open:
        _count(rows, pair, -1)
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
    org_path = place_of(rows, event.to_branch_id)
    if rows.get(PAIR_COUNT, event.originator_id) is not None:
        rows.change(PAIR_COUNT, event.originator_id, org_path=org_path, position=record.position)
    pairing = rows.get(PAIRING, pairing_id(event.originator_id))
    if pairing is None:
        return
    rows.change(PAIRING, pairing["pairing_id"], org_path=org_path)
    for pair in rows.find(PAIR, "member_id", event.originator_id):
        if pair["to_on"] is None:
            rows.change(PAIR, pair["pair_id"], org_path=org_path)


def _left(rows: Rows, event: MemberLeft, record: LoggedEvent) -> None:
    """All pairs end of who left the county, on either side, and at the latest on the day on which they begin."""
    for side in ("member_id", "partner_member_id"):
        for pair in rows.find(PAIR, side, event.originator_id):
            if pair["to_on"] is None:
                _count(rows, pair, -1)
                to_on = max(pair["from_on"], event.on)
                rows.change(PAIR, pair["pair_id"], to_on=to_on, position=record.position)
                pairing = rows.require(PAIRING, pair["pairing_id"])
                fields = {"open_pairs": pairing["open_pairs"] - 1, "position": record.position}
                rows.change(PAIRING, pair["pairing_id"], **fields)


def _sides(event: PairAssigned) -> list[UUID]:
    return [side for side in (event.member_id, event.partner_member_id) if side is not None]


PAIRINGS = ReadModel(
    name="pairings",
    tables=(PAIRING, PAIR, PAIR_COUNT),
    handlers={
        PairAssigned: _assigned,
        PairEnded: _ended,
        AffiliationTransferred: _transferred,
        MemberLeft: _left,
    },
    reads={
        PairAssigned: lambda event: [
            (PAIRING, event.originator_id),
            *((table, side) for table in (MEMBER, PAIR_COUNT) for side in _sides(event)),
        ],
        PairEnded: lambda event: [(PAIRING, event.originator_id), (PAIR, event.pair)],
        AffiliationTransferred: lambda event: [
            (PAIRING, pairing_id(event.originator_id)),
            (PAIR_COUNT, event.originator_id),
            (ORGANISATION, event.to_branch_id),
        ],
    },
)
