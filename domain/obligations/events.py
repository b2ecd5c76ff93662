"""Facts about obligations: what rules demanded or did no longer, and what people did about it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.obligations.grounds import Consequence, Ground, SubjectKind
from domain.obligations.reconciling import ObligationStatus
from domain.obligations.state import Obligation

STREAM = Obligation.STREAM_TYPE


@event_type("obligation.opened", STREAM, subjects=("subject_id", "organisation_id", "assignee_id"))
class ObligationOpened(DomainEvent):
    """An act or a decision about a subject is due from here on, by ``due_on`` if there is such a day."""

    subject_kind: SubjectKind
    subject_id: UUID
    organisation_id: UUID  # whose secretary owes it
    consequence: Consequence
    key: str  # tells it from others of the same consequence: a period and an ordinal, or the first of its facts
    grounds: tuple[Ground, ...]
    facts_position: int  # the facts up to this position of the log were looked at
    due_on: date | None = None
    continues: UUID | None = None  # an obligation whose grounds fell away as this one's arose
    assignee_id: UUID | None = None  # member, taken over from that one

    def apply(self, state: Obligation) -> None:
        state.subject_kind = self.subject_kind
        state.subject_id = self.subject_id
        state.organisation_id = self.organisation_id
        state.status = ObligationStatus.OPEN
        state.grounds = self.grounds
        state.due_on = self.due_on
        state.assignee_id = self.assignee_id
        state.facts_position = self.facts_position


@event_type("obligation.grounds-changed", STREAM, subjects=("organisation_id",))
class ObligationGroundsChanged(DomainEvent):
    """It rests on other facts or rules by now, or another organisation owes it. Its day stands."""

    subject_id: UUID
    organisation_id: UUID
    grounds: tuple[Ground, ...]
    facts_position: int

    def apply(self, state: Obligation) -> None:
        state.organisation_id = self.organisation_id
        state.grounds = self.grounds
        state.facts_position = self.facts_position


@event_type("obligation.withdrawn", STREAM)
class ObligationWithdrawn(DomainEvent):
    """The last of its grounds fell away before anything was done."""

    subject_id: UUID
    facts_position: int

    def apply(self, state: Obligation) -> None:
        state.status = ObligationStatus.WITHDRAWN
        state.facts_position = self.facts_position


@event_type("obligation.reopened", STREAM, subjects=("organisation_id",))
class ObligationReopened(DomainEvent):
    """There are grounds for it again."""

    subject_id: UUID
    organisation_id: UUID
    grounds: tuple[Ground, ...]
    facts_position: int
    due_on: date | None = None

    def apply(self, state: Obligation) -> None:
        state.organisation_id = self.organisation_id
        state.status = ObligationStatus.OPEN
        state.grounds = self.grounds
        state.due_on = self.due_on
        state.facts_position = self.facts_position


@event_type("obligation.assigned", STREAM, subjects=("assignee_id",))
class ObligationAssigned(DomainEvent):
    """A member is to see to it."""

    subject_id: UUID
    assignee_id: UUID

    def apply(self, state: Obligation) -> None:
        state.assignee_id = self.assignee_id


@event_type("obligation.fulfilled", STREAM)
class ObligationFulfilled(DomainEvent):
    """What was due was done or decided on ``on``. ``dealt_with`` are the facts it was about: they are spent."""

    subject_id: UUID
    on: date
    dealt_with: tuple[UUID, ...]  # events
    document_id: UUID | None = None

    def apply(self, state: Obligation) -> None:
        state.status = ObligationStatus.FULFILLED


@event_type("obligation.waived", STREAM)
class ObligationWaived(DomainEvent):
    """Somebody let it be, for the coded reason of the header. The facts it was about are spent all the same."""

    subject_id: UUID
    dealt_with: tuple[UUID, ...]  # events

    def apply(self, state: Obligation) -> None:
        state.status = ObligationStatus.WAIVED
