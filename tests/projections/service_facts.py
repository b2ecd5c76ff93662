"""What the events of a county say about service and money, taken down by hand, and the tables that come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.dues import events as dues
from domain.handover import events as handover
from domain.membership import events as membership
from tests.projections.oversight_facts import OversightFacts

Rows = dict[tuple[Any, ...], dict[str, Any]]


class ServiceFacts:
    """Kept in dictionaries; sums are made at the end."""

    def __init__(self) -> None:
        self.stays: dict[tuple[UUID, UUID, date], date | None] = {}
        self.years: dict[UUID, dict[str, Any]] = {}
        self.charges: dict[tuple[UUID, date], dict[str, Any]] = {}
        self.ledgers: set[tuple[UUID, date]] = set()
        self.handovers: dict[UUID, dict[str, Any]] = {}
        self.items: dict[tuple[UUID, str], dict[str, Any]] = {}
        self.versions: dict[UUID, int] = {}
        self.oversight = OversightFacts()

    def take(self, event: DomainEvent, day: date) -> None:
        self.oversight.take(event, day)
        me = event.originator_id
        self.versions[me] = event.originator_version
        match event:
            case membership.MemberEntered():
                self.stays[event.branch_id, event.member_id, event.from_on] = None
            case membership.MemberDeparted():
                for key, to_on in list(self.stays.items()):
                    if key[:2] == (event.branch_id, event.member_id) and to_on is None:
                        self.stays[key] = event.on
            case dues.DuesAssessed():
                self.years[me] = {
                    "member_id": event.member_id,
                    "year": event.year,
                    "branch_id": event.branch_id,
                }
                for month in range(event.from_month, event.to_month + 1):
                    first = date(event.year, month, 1)
                    self.ledgers.add((event.branch_id, first))
                    self.charges[me, first] = {
                        "member_id": event.member_id,
                        "branch_id": event.branch_id,
                        "amount_fen": event.amount_fen,
                        "payment": None,
                        "paid_on": None,
                        "receipt_number": None,
                    }
            case dues.DuesPaid():
                for month in range(event.from_month, event.to_month + 1):
                    charge = self.charges[me, date(self.years[me]["year"], month, 1)]
                    charge |= {"payment": event.event_id, "paid_on": event.paid_on}
            case dues.DuesReceiptIssued():
                for charge in self._of_payment(event.payment):
                    charge["receipt_number"] = event.receipt_number
            case dues.DuesPaymentReversed():
                for charge in self._of_payment(event.payment):
                    charge |= {"payment": None, "paid_on": None, "receipt_number": None}
            case handover.HandoverOpened():
                self.handovers[me] = {
                    "organisation_id": event.organisation_id,
                    "from_member_id": event.from_member_id,
                    "to_member_id": event.to_member_id,
                    "from_post_id": event.from_post_id,
                    "to_post_id": event.to_post_id,
                    "opened_on": day,
                    "due_on": event.due_on,
                    "items": len(event.items),
                    "closed_on": None,
                }
                for item in event.items:
                    self.items[me, item] = {"outgoing_on": None, "incoming_on": None}
            case handover.HandoverItemSigned():
                self.items[me, event.item][f"{event.side.lower()}_on"] = day
                signed = [on for key, one in self.items.items() if key[0] == me for on in one.values()]
                if all(signed):
                    self.handovers[me]["closed_on"] = day

    def _of_payment(self, payment: UUID) -> list[dict[str, Any]]:
        return [charge for charge in self.charges.values() if charge["payment"] == payment]

    def on_register(self, branch_id: UUID, on: date) -> set[UUID]:
        return {
            member_id
            for (branch, member_id, from_on), to_on in self.stays.items()
            if branch == branch_id and from_on <= on and (to_on is None or on < to_on)
        }

    def tables(self, path: Callable[..., str]) -> dict[str, Rows]:
        """Every recounted table; ``path`` finds the place of an organisation, now or on a day."""
        return {
            "register_stay": {
                key: {"to_on": to_on, "org_path": path(key[0])} for key, to_on in self.stays.items()
            },
            "dues_year": {
                (id_,): {
                    **year,
                    **self._sums([c for key, c in self.charges.items() if key[0] == id_]),
                    "org_path": path(year["branch_id"]),
                    "version": self.versions[id_],
                }
                for id_, year in self.years.items()
            },
            "dues_charge": {
                (id_, month): {
                    **charge,
                    "at_home": charge["member_id"] in self.on_register(charge["branch_id"], month),
                    "org_path": path(charge["branch_id"], month),
                }
                for (id_, month), charge in self.charges.items()
            },
            "dues_month": {key: self._ledger(*key, path) for key in self.ledgers},
            **self.oversight.tables(path, self.on_register),
            "handover": {(id_,): self._handover(id_, path) for id_ in self.handovers},
            "handover_item": {key: {**item, **self._sides(key[0])} for key, item in self.items.items()},
        }

    def _sums(self, charges: list[dict[str, Any]]) -> dict[str, int]:
        return {
            "assessed_fen": sum(charge["amount_fen"] for charge in charges),
            "paid_fen": sum(charge["amount_fen"] for charge in charges if charge["payment"]),
        }

    def _ledger(self, branch_id: UUID, month: date, path: Callable[..., str]) -> dict[str, Any]:
        there = self.on_register(branch_id, month)
        charges = [c for key, c in self.charges.items() if key[1] == month and c["branch_id"] == branch_id]
        return {
            "org_path": path(branch_id, month),
            "on_register": len(there),
            "assessed": len(charges),
            "assessed_at_home": sum(charge["member_id"] in there for charge in charges),
            "payers": sum(charge["payment"] is not None for charge in charges),
            "receipts": sum(charge["receipt_number"] is not None for charge in charges),
            **self._sums(charges),
        }

    def _sides(self, id_: UUID) -> dict[str, Any]:
        return {side: self.handovers[id_][side] for side in ("from_member_id", "to_member_id")}

    def _handover(self, id_: UUID, path: Callable[..., str]) -> dict[str, Any]:
        one = self.handovers[id_]
        items = [item for key, item in self.items.items() if key[0] == id_]
        return {
            **one,
            "outgoing_signed": sum(item["outgoing_on"] is not None for item in items),
            "incoming_signed": sum(item["incoming_on"] is not None for item in items),
            "is_open": one["closed_on"] is None,
            "org_path": path(one["organisation_id"], one["opened_on"]),
            "version": self.versions[id_],
        }
