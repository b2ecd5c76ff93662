"""State of an obligation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import Aggregate
from domain.obligations.grounds import Ground, SubjectKind
from domain.obligations.reconciling import ObligationStatus, Standing


class Obligation(Aggregate):
    """What is due of whom, and whether it was done. Its id follows from subject, consequence and key."""

    STREAM_TYPE = "obligation"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.subject_kind = SubjectKind.MEMBER
        self.subject_id: UUID | None = None
        self.organisation_id: UUID | None = None  # whose secretary owes it
        self.status = ObligationStatus.OPEN
        self.grounds: tuple[Ground, ...] = ()
        self.due_on: date | None = None
        self.assignee_id: UUID | None = None
        self.facts_position = 0  # how far the log had been read for its grounds

    @property
    def standing(self) -> Standing | None:
        """How it stands; None before it is opened."""
        if self.organisation_id is None:
            return None
        return Standing(self.status, self.organisation_id, self.grounds)

    @property
    def facts(self) -> frozenset[UUID]:
        """Events that its grounds rest on."""
        return frozenset(event_id for ground in self.grounds for event_id in ground.event_ids)

    def concerns(self) -> tuple[UUID, ...]:
        """Whom it is about, and who owes it."""
        return tuple(dict.fromkeys(id_ for id_ in (self.subject_id, self.organisation_id) if id_ is not None))
