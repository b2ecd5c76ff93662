"""What the events about obligations say, taken down by hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.obligations import events as obligations
from domain.obligations.grounds import Ground

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Path(Protocol):
    """Where an organisation stands."""

    def __call__(self, organisation_id: UUID, /) -> str: ...


class ObligationFacts:
    """Kept in dictionaries. No rule demands what it is told of: so what is done has lost its grounds."""

    def __init__(self) -> None:
        self.rows: Rows = {}

    def take(self, event: DomainEvent, day: date) -> None:
        if not isinstance(event, _ALL):
            return
        row = self.rows.setdefault((event.subject_id, event.originator_id), {})
        match event:
            case obligations.ObligationOpened():
                row |= {
                    "subject_kind": event.subject_kind.value,
                    "member_id": event.subject_id if event.subject_kind.value == "MEMBER" else None,
                    "organisation_id": event.organisation_id,
                    "consequence": event.consequence.value,
                    "key": event.key,
                    "status": "OPEN",
                    "grounds": _told(event.grounds),
                    "opened_on": day,
                    "due_on": event.due_on,
                    "continues": event.continues,
                    "assignee_id": event.assignee_id,
                    "closed_on": None,
                    "document_id": None,
                    "dealt_with": [],
                    "ground_fell": False,
                }
            case obligations.ObligationGroundsChanged():
                row |= {"organisation_id": event.organisation_id, "grounds": _told(event.grounds)}
            case obligations.ObligationReopened():
                row |= {"organisation_id": event.organisation_id, "grounds": _told(event.grounds)}
                row |= {"status": "OPEN", "due_on": event.due_on, "closed_on": None}
            case obligations.ObligationWithdrawn():
                row |= {"status": "WITHDRAWN", "closed_on": day}
            case obligations.ObligationAssigned():
                row |= {"assignee_id": event.assignee_id}
            case obligations.ObligationFulfilled():
                row |= {"status": "FULFILLED", "closed_on": event.on, "document_id": event.document_id}
                row |= {"dealt_with": [*event.dealt_with], "ground_fell": True}
            case obligations.ObligationWaived():
                row |= {"status": "WAIVED", "closed_on": day, "dealt_with": [*event.dealt_with]}
                row |= {"ground_fell": True}
        row["version"] = event.originator_version

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""
        placed = {key: {**row, "org_path": path(standing_at(key, row))} for key, row in self.rows.items()}
        return {"obligation": placed}


def standing_at(key: tuple[Any, ...], row: dict[str, Any]) -> UUID:
    """What is about an organisation stands there, whoever owes it; all else at whoever does."""
    at: UUID = key[0] if row["subject_kind"] == "ORGANISATION" else row["organisation_id"]
    return at


_ALL = (
    obligations.ObligationOpened,
    obligations.ObligationGroundsChanged,
    obligations.ObligationReopened,
    obligations.ObligationWithdrawn,
    obligations.ObligationAssigned,
    obligations.ObligationFulfilled,
    obligations.ObligationWaived,
)


def _told(grounds: tuple[Ground, ...]) -> str:
    """As JSON without spaces, each ground in the order in which its fields are declared."""
    told = [
        {
            "series": ground.series,
            "node_id": str(ground.node_id),
            "version_id": str(ground.version_id),
            "event_ids": [str(id_) for id_ in ground.event_ids],
        }
        for ground in grounds
    ]
    return json.dumps(told, separators=(",", ":"))
