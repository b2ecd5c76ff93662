"""Facts about instructors (党建指导员) and days at the centre (活动日)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.instruction.state import CenterDays, Instruction, PartyInstructorTerm

STREAM = Instruction.STREAM_TYPE
DAYS_STREAM = CenterDays.STREAM_TYPE


def instruction_id(organisation_id: UUID) -> UUID:
    """The stream that says who instructs an organisation."""
    return deterministic_id("instruction", organisation_id)


def center_days_id(organisation_id: UUID) -> UUID:
    """The stream of a general branch's days at the centre; its version holds that there is one a month."""
    return deterministic_id("center days", organisation_id)


@event_type("party-instructor.assigned", STREAM, subjects=("organisation_id", "member_id"))
class PartyInstructorAssigned(DomainEvent):
    """A member instructs an organisation from ``from_on`` on."""

    organisation_id: UUID
    member_id: UUID
    from_on: date

    def apply(self, state: Instruction) -> None:
        state.organisation_id = self.organisation_id
        state.party_instructors.setdefault(self.member_id, []).append(PartyInstructorTerm(self.from_on))


@event_type("party-instructor.recalled", STREAM, subjects=("organisation_id", "member_id"))
class PartyInstructorRecalled(DomainEvent):
    """A member instructs the organisation no longer, from ``on`` on (召回); ``reason`` says why."""

    organisation_id: UUID
    member_id: UUID
    on: date

    def apply(self, state: Instruction) -> None:
        state.party_instructors[self.member_id][-1].until = self.on


@event_type("center-day.planned", DAYS_STREAM, subjects=("organisation_id",))
class CenterDayPlanned(DomainEvent):
    """The centre is the general branch's on that day, the only one of the month."""

    organisation_id: UUID
    on: date

    def apply(self, state: CenterDays) -> None:
        state.organisation_id = self.organisation_id
        state.days[self.on] = False


@event_type("center-day.held", DAYS_STREAM, subjects=("organisation_id",))
class CenterDayHeld(DomainEvent):
    """The general branch used its day."""

    organisation_id: UUID
    on: date

    def apply(self, state: CenterDays) -> None:
        state.days[self.on] = True


@event_type("center-day.cancelled", DAYS_STREAM, subjects=("organisation_id",))
class CenterDayCancelled(DomainEvent):
    """The day is the general branch's no longer, and another of its month may be; ``reason`` says why."""

    organisation_id: UUID
    on: date

    def apply(self, state: CenterDays) -> None:
        del state.days[self.on]
