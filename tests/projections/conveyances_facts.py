"""What the events about conveyance say, taken down by hand; who attended is asked of those who took that down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.conveyance import events as conveyance
from domain.core import DomainEvent

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, day: date | None = None, /) -> str: ...


class ConveyanceFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.items: dict[UUID, conveyance.ConveyanceOpened] = {}
        self.closed: dict[UUID, date] = {}
        self.told: dict[tuple[UUID, UUID], conveyance.ConveyanceDelivered] = {}
        self.confirmed: dict[tuple[UUID, UUID], date] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case conveyance.ConveyanceOpened():
                self.items[me] = event
            case conveyance.ConveyanceDelivered():
                self.told[me, event.member_id] = event
            case conveyance.DeliveryRevoked():
                del self.told[me, event.member_id]
            case conveyance.ConveyanceConfirmed():
                self.confirmed[me, event.member_id] = event.on
            case conveyance.ConveyanceClosed():
                self.closed[me] = event.on
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Path, came: Mapping[UUID, Mapping[UUID, date]]) -> dict[str, Rows]:
        """Every table of it; ``came`` tells by meeting who attended, and when."""
        receipts = {
            (id_, member_id): self._receipt(item, member_id, came.get(item.meeting_id or id_, {}), path)
            for id_, item in self.items.items()
            for member_id in item.expected
        }
        missing = [key for key, row in receipts.items() if row["received_on"] is None]
        return {
            "conveyance": {
                (id_,): {
                    **_item(item, path),
                    "branch_id": item.branch_id,
                    "status": "CLOSED" if id_ in self.closed else "OPEN",
                    "closed_on": self.closed.get(id_),
                    "expected": len(item.expected),
                    "outstanding": sum(key[0] == id_ for key in missing),
                    "version": self.versions[id_],
                }
                for id_, item in self.items.items()
            },
            "conveyance_receipt": receipts,
            "conveyed_at": {
                (item.meeting_id, id_): {"organisation_id": item.organisation_id}
                for id_, item in self.items.items()
                if item.meeting_id
            },
        }

    def _receipt(
        self, item: conveyance.ConveyanceOpened, member_id: UUID, came: Mapping[UUID, date], path: Path
    ) -> dict[str, Any]:
        key = item.originator_id, member_id
        told = self.told.get(key)
        days = {
            "CONFIRMED": self.confirmed.get(key),
            "ATTENDED": came.get(member_id),
            "DELIVERED": told and told.on,
        }
        known = {status: day for status, day in days.items() if day}
        return {
            **_item(item, path),
            "status": next(iter(known), "OUTSTANDING"),
            "attended_on": days["ATTENDED"],
            "delivered_on": days["DELIVERED"],
            "mode": told and told.mode.value,
            "second_language": told and told.second_language,
            "by_id": told and told.by_id,
            "confirmed_on": days["CONFIRMED"],
            "received_on": min(known.values(), default=None),
        }


def _item(item: conveyance.ConveyanceOpened, path: Path) -> dict[str, Any]:
    return {
        "organisation_id": item.organisation_id,
        "meeting_id": item.meeting_id,
        "code": item.code,
        "issued_on": item.issued_on,
        "org_path": path(item.organisation_id, item.issued_on),
    }
