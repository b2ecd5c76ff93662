"""Facts about annual plans, one stream an organisation and year. What an item says in words is a document."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.annual_plans.state import AnnualPlan
from domain.core import DomainEvent, deterministic_id, event_type
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind

STREAM = AnnualPlan.STREAM_TYPE


def annual_plan_id(organisation_id: UUID, year: int) -> UUID:
    """The stream of an organisation's plan of a year."""
    return deterministic_id("annual-plan", organisation_id, year)


@event_type("annual-plan.adopted", STREAM, subjects=("organisation_id",))
class AnnualPlanAdopted(DomainEvent):
    """A meeting passed the plan on ``on``. Said again it corrects what was said before, for the header's reason."""

    organisation_id: UUID
    year: int
    on: date
    adopted_at: MeetingKind
    meeting_id: UUID | None = None  # None: not recorded here

    def apply(self, state: AnnualPlan) -> None:
        state.organisation_id = self.organisation_id
        state.adopted_on = self.on


@event_type("annual-plan.filed", STREAM, subjects=("organisation_id", "recipient_id"))
class AnnualPlanFiled(DomainEvent):
    """An organisation above has had the plan since ``on`` (备案). Said again of one recipient, the last day holds."""

    organisation_id: UUID
    year: int
    recipient_id: UUID
    recipient_kind: OrganisationKind
    on: date

    def apply(self, state: AnnualPlan) -> None:
        state.filed_on[self.recipient_id] = self.on


@event_type("annual-plan.item-assigned", STREAM, subjects=("organisation_id", "assignee_id"))
class PlanItemAssigned(DomainEvent):
    """An item of the plan has this day, document and person, as far as they are settled.

    ``item_id`` is the event that brought the item in; another event with the same takes that one's place.
    """

    organisation_id: UUID
    year: int
    item_id: UUID
    planned_on: date | None = None
    document_id: UUID | None = None
    assignee_id: UUID | None = None

    def apply(self, state: AnnualPlan) -> None:
        state.items.add(self.item_id)


@event_type("annual-plan.item-withdrawn", STREAM, subjects=("organisation_id",))
class PlanItemWithdrawn(DomainEvent):
    """The plan has the item no longer, for the coded reason of the header."""

    organisation_id: UUID
    year: int
    item_id: UUID

    def apply(self, state: AnnualPlan) -> None:
        state.items.discard(self.item_id)
