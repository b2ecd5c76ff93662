"""State of a person's development, and of a ballot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate

if TYPE_CHECKING:
    from domain.development.events import Stage


class Development(Aggregate):
    """One person's way towards membership. The person has an id from the first day, and keeps it as a member."""

    STREAM_TYPE = "development"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.person_id: UUID | None = None
        self.branch_id: UUID | None = None
        self.name_id: UUID
        self.stage: Stage
        self.since: date  # of the stage
        self.last_ballot_on: date | None = None
        self.last_ballot_at: UUID | None = None  # the meeting
        self.voted_for = False  # by the last ballot
        self.admitted = False
        self.ended = False

    @property
    def goes_on(self) -> bool:
        """Whether it has led to no end yet, admission or another."""
        return self.exists and not self.admitted and not self.ended

    def concerns(self) -> tuple[UUID, ...]:
        """The person, and the branch that develops them."""
        return tuple(id_ for id_ in (self.person_id, self.branch_id) if id_ is not None)


class Ballot(Aggregate):
    """One ballot of a meeting. Its stream follows from the meeting and its number: it is held once, on one person."""

    STREAM_TYPE = "ballot"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.branch_id: UUID | None = None
        self.person_id: UUID | None = None

    def concerns(self) -> tuple[UUID, ...]:
        """On whom it was held, and where."""
        return tuple(id_ for id_ in (self.person_id, self.branch_id) if id_ is not None)
