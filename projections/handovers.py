"""Handovers of posts (工作交接), and which side has signed for which item."""

from __future__ import annotations

from domain.handover.events import HandoverItemSigned, HandoverOpened, HandoverSide
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

HANDOVER = Table(
    "handover",
    key={"handover_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "org_path": "text",
        "from_post_id": "uuid",
        "to_post_id": "uuid",
        "from_member_id": "uuid",
        "to_member_id": "uuid",
        "opened_on": "date",
        "due_on": "date",
        "items": "smallint",
        "outgoing_signed": "smallint",
        "incoming_signed": "smallint",
        "is_open": "boolean",
        "closed_on": "date",
        "version": "integer",
        "position": "bigint",
    },
    audited=("from_post_id", "to_post_id", "outgoing_signed", "incoming_signed", "is_open"),
    history=History.SUPERSEDED,
    day="opened_on",
    placed=OfItsDay("opened_on"),
)

HANDOVER_ITEM = Table(
    "handover_item",
    key={"handover_id": "uuid", "item": "text"},
    columns={
        "org_path": "text",
        "from_member_id": "uuid",
        "to_member_id": "uuid",
        "opened_on": "date",
        "outgoing_on": "date",
        "incoming_on": "date",
        "position": "bigint",
    },
    audited=("outgoing_on", "incoming_on"),
    history=History.SUPERSEDED,
    day="opened_on",
    placed=OfItsDay("opened_on"),
)


def _opened(rows: Rows, event: HandoverOpened, record: LoggedEvent) -> None:
    org_path = place_on(rows, event.organisation_id, rows.day)
    rows.create(
        HANDOVER,
        handover_id=event.originator_id,
        organisation_id=event.organisation_id,
        org_path=org_path,
        from_post_id=event.from_post_id,
        to_post_id=event.to_post_id,
        from_member_id=event.from_member_id,
        to_member_id=event.to_member_id,
        opened_on=rows.day,
        due_on=event.due_on,
        items=len(event.items),
        outgoing_signed=0,
        incoming_signed=0,
        is_open=True,
        closed_on=None,
        version=event.originator_version,
        position=record.position,
    )
    for item in event.items:
        rows.create(
            HANDOVER_ITEM,
            handover_id=event.originator_id,
            item=item.value,
            org_path=org_path,
            from_member_id=event.from_member_id,
            to_member_id=event.to_member_id,
            opened_on=rows.day,
            outgoing_on=None,
            incoming_on=None,
            position=record.position,
        )


def _signed(rows: Rows, event: HandoverItemSigned, record: LoggedEvent) -> None:
    handover = rows.require(HANDOVER, event.originator_id)
    side = "outgoing" if event.side is HandoverSide.OUTGOING else "incoming"
    signed_on = {f"{side}_on": rows.day}
    rows.change(HANDOVER_ITEM, event.originator_id, event.item.value, position=record.position, **signed_on)
    counts = {name: handover[name] for name in ("outgoing_signed", "incoming_signed")}
    counts[f"{side}_signed"] += 1
    is_open = any(count < handover["items"] for count in counts.values())
    rows.change(
        HANDOVER,
        event.originator_id,
        **counts,
        is_open=is_open,
        closed_on=None if is_open else rows.day,
        version=event.originator_version,
        position=record.position,
    )


HANDOVERS = ReadModel(
    name="handovers",
    tables=(HANDOVER, HANDOVER_ITEM),
    handlers={HandoverOpened: _opened, HandoverItemSigned: _signed},
    reads={
        HandoverOpened: lambda event: [(ORGANISATION, event.organisation_id)],
        HandoverItemSigned: by_stream(HANDOVER, HANDOVER_ITEM),
    },
)
