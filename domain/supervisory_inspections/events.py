"""Facts about inspections (督导检查). What was found is a code; papers about it stand elsewhere, by their ids."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.supervisory_inspections.state import SupervisoryInspection

STREAM = SupervisoryInspection.STREAM_TYPE


@event_type("supervisory-inspection.recorded", STREAM, subjects=("organisation_id", "inspector_id"))
class SupervisoryInspectionRecorded(DomainEvent):
    """One organisation looked into another's work."""

    organisation_id: UUID
    inspector_id: UUID
    held_on: date
    topic: str | None = None  # code of what was looked into

    def apply(self, state: SupervisoryInspection) -> None:
        state.organisation_id = self.organisation_id
        state.inspector_id = self.inspector_id
        state.held_on = self.held_on


@event_type("supervisory-inspection.finding-raised", STREAM)
class SupervisoryInspectionFindingRaised(DomainEvent):
    """Something was found that is to be put right (问题), until ``due_on`` if a day was set."""

    matter: str  # code of it, e.g. MINUTES_INCOMPLETE
    due_on: date | None = None

    def apply(self, state: SupervisoryInspection) -> None:
        state.matters[self.event_id] = False


@event_type("supervisory-inspection.finding-rectified", STREAM)
class SupervisoryInspectionFindingRectified(DomainEvent):
    """It was put right (整改); ``finding`` is the event that raised it."""

    finding: UUID
    on: date
    evidence: UUID | None = None  # the event that shows it

    def apply(self, state: SupervisoryInspection) -> None:
        state.matters[self.finding] = True
