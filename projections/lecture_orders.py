"""Menus of lectures (菜单), and what organisations ordered from them (送学下单)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.lecture_orders.events import (
    BEFORE,
    LectureAccepted,
    LectureDelivered,
    LectureOrdered,
    LectureRated,
    LectureStepWithdrawn,
    MenuItemPublished,
    MenuItemWithdrawn,
)
from domain.lecture_orders.state import LectureStatus
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Row, Table
from projections.organisations import ORGANISATION, place_of

LECTURE_MENU_ITEM = Table(
    "lecture_menu_item",
    key={"menu_item_id": "uuid"},
    columns={
        "node_id": "uuid",
        "month": "date",
        "code": "text",
        "lecturer_id": "uuid",
        "is_offered": "boolean",
        "orders": "integer",
        "deliveries": "integer",
        "ratings": "integer",
        "rating_sum": "integer",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("node_id", "month", "code", "lecturer_id", "is_offered"),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)

LECTURE_ORDER = Table(
    "lecture_order",
    key={"lecture_order_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "menu_item_id": "uuid",
        "month": "date",
        "status": "text",
        "ordered_on": "date",
        "accepted_on": "date",
        "lecturer_role": "text",
        "lecturer_id": "uuid",
        "delivered_on": "date",
        "is_delivered": "boolean",
        "meeting_id": "uuid",
        "rating": "integer",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "organisation_id",
        "menu_item_id",
        "status",
        "lecturer_id",
        "delivered_on",
        "meeting_id",
        "rating",
    ),
    history=History.SUPERSEDED,
    day="ordered_on",
    placed=GoesAlong(),
)
# What a step says, and what is no longer said once it was withdrawn.
_UNSAID: dict[LectureStatus, Row] = {
    LectureStatus.ORDERED: {},
    LectureStatus.ACCEPTED: {"accepted_on": None, "lecturer_role": None, "lecturer_id": None},
    LectureStatus.DELIVERED: {"delivered_on": None, "is_delivered": False, "meeting_id": None},
    LectureStatus.RATED: {"rating": None},
}


def _published(rows: Rows, event: MenuItemPublished, record: LoggedEvent) -> None:
    said = {
        "lecturer_id": event.lecturer_id,
        "is_offered": True,
        "version": event.originator_version,
        "position": record.position,
    }
    if rows.get(LECTURE_MENU_ITEM, event.originator_id) is not None:
        rows.change(LECTURE_MENU_ITEM, event.originator_id, **said)
        return
    rows.create(
        LECTURE_MENU_ITEM,
        menu_item_id=event.originator_id,
        node_id=event.node_id,
        month=event.month,
        code=event.code,
        orders=0,
        deliveries=0,
        ratings=0,
        rating_sum=0,
        org_path=place_of(rows, event.node_id),
        **said,
    )


def _withdrawn(rows: Rows, event: MenuItemWithdrawn, record: LoggedEvent) -> None:
    version, position = event.originator_version, record.position
    rows.change(LECTURE_MENU_ITEM, event.originator_id, is_offered=False, version=version, position=position)


def _ordered(rows: Rows, event: LectureOrdered, record: LoggedEvent) -> None:
    rows.put(
        LECTURE_ORDER,
        lecture_order_id=event.originator_id,
        organisation_id=event.organisation_id,
        menu_item_id=event.menu_item_id,
        month=event.month,
        status=LectureStatus.ORDERED.value,
        ordered_on=event.on,
        **{name: value for unsaid in _UNSAID.values() for name, value in unsaid.items()},
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )
    _count(rows, event.menu_item_id, record, orders=1)


def _accepted(rows: Rows, event: LectureAccepted, record: LoggedEvent) -> None:
    said = {"lecturer_role": event.role.value, "lecturer_id": event.lecturer_id, "accepted_on": event.on}
    _set(rows, event, record, LectureStatus.ACCEPTED, **said)


def _delivered(rows: Rows, event: LectureDelivered, record: LoggedEvent) -> None:
    said = {"delivered_on": event.on, "is_delivered": True, "meeting_id": event.meeting_id}
    _set(rows, event, record, LectureStatus.DELIVERED, **said)
    _count(rows, _item(rows, event), record, deliveries=1)


def _rated(rows: Rows, event: LectureRated, record: LoggedEvent) -> None:
    _set(rows, event, record, LectureStatus.RATED, rating=event.rating)
    _count(rows, _item(rows, event), record, ratings=1, rating_sum=event.rating)


def _step_withdrawn(rows: Rows, event: LectureStepWithdrawn, record: LoggedEvent) -> None:
    before = rows.require(LECTURE_ORDER, event.originator_id)
    _set(rows, event, record, BEFORE[event.step], **_UNSAID[event.step])
    match event.step:
        case LectureStatus.ORDERED:
            _count(rows, before["menu_item_id"], record, orders=-1)
        case LectureStatus.DELIVERED:
            _count(rows, before["menu_item_id"], record, deliveries=-1)
        case LectureStatus.RATED:
            _count(rows, before["menu_item_id"], record, ratings=-1, rating_sum=-before["rating"])


def _set(rows: Rows, event: Any, record: LoggedEvent, status: LectureStatus, **fields: Any) -> None:
    version, position = event.originator_version, record.position
    said = {**fields, "status": status.value, "version": version, "position": position}
    rows.change(LECTURE_ORDER, event.originator_id, **said)


def _item(rows: Rows, event: Any) -> UUID:
    item: UUID = rows.require(LECTURE_ORDER, event.originator_id)["menu_item_id"]
    return item


def _count(rows: Rows, menu_item_id: UUID, record: LoggedEvent, **differences: int) -> None:
    """What came of an order feeds the item of the menu."""
    item = rows.require(LECTURE_MENU_ITEM, menu_item_id)
    counted = {name: item[name] + difference for name, difference in differences.items()}
    rows.change(LECTURE_MENU_ITEM, menu_item_id, **counted, position=record.position)


LECTURE_ORDERS = ReadModel(
    name="lecture_orders",
    tables=(LECTURE_MENU_ITEM, LECTURE_ORDER),
    handlers={
        MenuItemPublished: _published,
        MenuItemWithdrawn: _withdrawn,
        LectureOrdered: _ordered,
        LectureAccepted: _accepted,
        LectureDelivered: _delivered,
        LectureRated: _rated,
        LectureStepWithdrawn: _step_withdrawn,
    },
    reads={
        MenuItemPublished: lambda event: [
            (LECTURE_MENU_ITEM, event.originator_id),
            (ORGANISATION, event.node_id),
        ],
        MenuItemWithdrawn: by_stream(LECTURE_MENU_ITEM),
        LectureOrdered: lambda event: [
            (LECTURE_ORDER, event.originator_id),
            (LECTURE_MENU_ITEM, event.menu_item_id),
            (ORGANISATION, event.organisation_id),
        ],
        **dict.fromkeys(
            (LectureAccepted, LectureDelivered, LectureRated, LectureStepWithdrawn), by_stream(LECTURE_ORDER)
        ),
    },
)
