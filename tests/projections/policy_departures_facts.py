"""What the events about departures from rules say, taken down by hand."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.core import DomainEvent
from domain.departures import events as departures

Rows = dict[tuple[Any, ...], dict[str, Any]]
_AS_SAID = ("series", "node_id", "period", "from_on", "document_id", "approved_by", "reason", "event_id")


class Path(Protocol):
    """Where an organisation stood on a day."""

    def __call__(self, organisation_id: UUID, on: date, /) -> str: ...


class DepartureFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.rows: Rows = {}

    def take(self, event: DomainEvent, day: date) -> None:
        match event:
            case departures.DepartureRecorded():
                self.rows[event.organisation_id, event.originator_id] = {
                    **{name: getattr(event, name) for name in _AS_SAID},
                    "given_on": day,
                    "withdrawn": False,
                    "version": event.originator_version,
                }
            case departures.DepartureWithdrawn():
                row = self.rows[event.organisation_id, event.originator_id]
                row |= {"withdrawn": True, "version": event.originator_version}

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it."""
        placed = {key: {**row, "org_path": path(key[0], row["from_on"])} for key, row in self.rows.items()}
        return {"departure": placed}
