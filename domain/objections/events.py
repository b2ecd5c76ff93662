"""Facts about one objection, all on its stream. None changes the record that it is about."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.objections.state import Objection, ObjectionStatus

STREAM = Objection.STREAM_TYPE


class ObjectionOutcome(StrEnum):
    """What was decided about an objection."""

    UPHELD = "UPHELD"
    PARTLY = "PARTLY"
    DISMISSED = "DISMISSED"


@event_type("objection.raised", STREAM, subjects=("member_id", "branch_id"))
class ObjectionRaised(DomainEvent):
    """A member says that an event that concerns them is wrong, or counts wrongly."""

    member_id: UUID
    branch_id: UUID  # home that day
    about: UUID  # the event
    raised_on: date
    due_on: date  # by which it is to be decided
    grounds_id: UUID | None = None  # document
    meeting_id: UUID | None = None  # of which the event is a record, if it is of one
    version_id: UUID | None = None  # of the rule that says by when; None: none was in force

    def apply(self, state: Objection) -> None:
        state.member_id = self.member_id
        state.branch_id = self.branch_id
        state.about = self.about
        state.raised_on = self.raised_on
        state.status = ObjectionStatus.OPEN


@event_type("objection.withdrawn", STREAM)
class ObjectionWithdrawn(DomainEvent):
    """The member insists on it no longer."""

    def apply(self, state: Objection) -> None:
        state.status = ObjectionStatus.WITHDRAWN


@event_type("objection.decided", STREAM, subjects=("organisation_id",))
class ObjectionDecided(DomainEvent):
    """An organisation decided about it, for the coded reason of the header."""

    organisation_id: UUID
    outcome: ObjectionOutcome
    on: date
    document_id: UUID | None = None  # the decision with its reasons

    def apply(self, state: Objection) -> None:
        state.status = ObjectionStatus(self.outcome)
        state.decided_on = self.on


@event_type("objection.remedied", STREAM)
class ObjectionRemedied(DomainEvent):
    """What was upheld is put right by another event: ``correction`` is that one."""

    correction: UUID
    on: date

    def apply(self, state: Objection) -> None:
        state.correction = self.correction
