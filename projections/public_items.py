"""Public items (亮差点公示): a row for each, with the last day that it may stand.

Whether one stands today is asked of the county's clock, so that nothing has to be written when a day is over.
"""

from __future__ import annotations

from typing import Any

from domain.core import DomainEvent
from domain.public_items.events import PublicItemEnded, PublicItemPosted, PublicItemWithdrawn
from domain.public_items.state import PublicItemStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION

PUBLIC_ITEM = Table(
    "public_item",
    key={"public_item_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "member_id": "uuid",
        "weakness": "text",
        "violation_id": "uuid",
        "posted_on": "date",
        "stands_until": "date",
        "status": "text",
        "ended_on": "date",
        "event_id": "uuid",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "member_id",
        "weakness",
        "violation_id",
        "posted_on",
        "stands_until",
        "status",
        "ended_on",
    ),
    history=History.SUPERSEDED,
    day="posted_on",
    placed=OfItsDay("posted_on"),
)


def _posted(rows: Rows, event: PublicItemPosted, record: LoggedEvent) -> None:
    rows.create(
        PUBLIC_ITEM,
        public_item_id=event.originator_id,
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        weakness=event.weakness.value,
        violation_id=event.violation_id,
        posted_on=event.on,
        stands_until=event.stands_until,
        status=PublicItemStatus.POSTED.value,
        ended_on=None,
        event_id=event.event_id,
        org_path=place_on(rows, event.organisation_id, event.on),
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: PublicItemEnded, record: LoggedEvent) -> None:
    _set(rows, event, record, status=event.ending.value, ended_on=event.on)


def _withdrawn(rows: Rows, event: PublicItemWithdrawn, record: LoggedEvent) -> None:
    _set(rows, event, record, status=PublicItemStatus.WITHDRAWN.value)


def _set(rows: Rows, event: DomainEvent, record: LoggedEvent, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    rows.change(PUBLIC_ITEM, event.originator_id, **fields, version=version, position=position)


_own = by_stream(PUBLIC_ITEM)

PUBLIC_ITEMS = ReadModel(
    name="public_items",
    tables=(PUBLIC_ITEM,),
    handlers={
        PublicItemPosted: _posted,
        PublicItemEnded: _ended,
        PublicItemWithdrawn: _withdrawn,
    },
    reads={
        PublicItemPosted: lambda event: [(ORGANISATION, event.organisation_id)],
        **dict.fromkeys((PublicItemEnded, PublicItemWithdrawn), _own),
    },
)
