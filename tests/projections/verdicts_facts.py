"""What the events about verdicts and periods say, taken down by hand."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from domain.assessments.events import PeriodAssessed, PeriodAssessmentSuperseded
from domain.core import DomainEvent
from domain.verdicts.events import VerdictAnnounced, VerdictSuperseded

Rows = dict[tuple[Any, ...], dict[str, Any]]
_AS_SAID = ("version_id", "required", "held", "verified", "event_id", "facts_position")
_OF_PERIOD = (
    *("series", "organisation_kind", "period", "from_on", "to_on", "digest", "event_id", "facts_position"),
)


class Path(Protocol):
    """Where an organisation stands, or stood on a day."""

    def __call__(self, organisation_id: UUID, on: date | None = None, /) -> str: ...


class VerdictFacts:
    """Kept in dictionaries: of each slot what was announced last."""

    def __init__(self) -> None:
        self.announced: Rows = {}
        self.assessed: Rows = {}
        self.begins: dict[tuple[Any, ...], date] = {}

    def take(self, event: DomainEvent, day: date) -> None:
        match event:
            case VerdictAnnounced() | VerdictSuperseded():
                key = event.organisation_id, event.originator_id
                self.announced[key] = {
                    **{name: getattr(event, name) for name in _AS_SAID},
                    "status": event.status.value,
                    "shortfalls": [*event.shortfalls],
                    "supersedes": getattr(event, "supersedes", None),
                    "version": event.originator_version,
                }
                self.begins[key] = event.from_on
            case PeriodAssessed() | PeriodAssessmentSuperseded():
                self.assessed[event.node_id, event.originator_id] = {
                    **{name: getattr(event, name) for name in _OF_PERIOD},
                    **{name: getattr(event.tally, name) for name in event.tally.__struct_fields__},
                    "unit": event.unit.name,
                    "slots": sum(getattr(event.tally, name) for name in event.tally.__struct_fields__),
                    "asked": event.denominator,
                    "assessed_on": day,
                    "supersedes": getattr(event, "supersedes", None),
                    "version": event.originator_version,
                }

    def tables(self, path: Path) -> dict[str, Rows]:
        """Every table of it. Before its founding an organisation stood nowhere yet, and its place is its first."""
        return {
            "announcement": {
                key: {**row, "org_path": path(key[0], self.begins[key])}
                for key, row in self.announced.items()
            },
            "period_assessment": {
                key: {**row, "org_path": path(key[0])} for key, row in self.assessed.items()
            },
        }
