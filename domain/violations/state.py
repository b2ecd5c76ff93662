"""State of a violation."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements


class ViolationStatus(StrEnum):
    """Whether it stands."""

    REPORTED = "REPORTED"
    WITHDRAWN = "WITHDRAWN"


class Violation(Aggregate):
    """One violation, by a member or by an organisation as such."""

    STREAM_TYPE = "violation"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never reported
        self.member_id: UUID | None = None
        self.occurred_on: date  # in the county's time zone
        self.status: ViolationStatus
        self.supervisor_id: UUID | None = None  # None: nobody is named at present
        self.supervised_from: date
        self.supervised_to: date | None = None  # when the last supervision ended, if nobody is named since
        self.first_supervised_on: date | None = None
        self.statements = Statements()

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation, and the member if it was one: so it is for them to see and to object to."""
        return tuple(id_ for id_ in (self.organisation_id, self.member_id) if id_ is not None)
