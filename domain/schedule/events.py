"""Facts about exceptions from the fixed days (职校 … 调整至法定节假日, domain row C09)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.schedule.state import ScheduleException

STREAM = ScheduleException.STREAM_TYPE


@event_type("schedule-exception.approved", STREAM, subjects=("organisation_id", "approved_by"))
class ScheduleExceptionApproved(DomainEvent):
    """From ``from_on`` on and before ``to_on`` (None: without an end) it may meet on days off instead of fixed days."""

    organisation_id: UUID
    from_on: date
    approved_by: UUID
    to_on: date | None = None

    def apply(self, state: ScheduleException) -> None:
        state.organisation_id = self.organisation_id
        state.from_on = self.from_on
        state.to_on = self.to_on


@event_type("schedule-exception.ended", STREAM, subjects=("organisation_id",))
class ScheduleExceptionEnded(DomainEvent):
    """It ended: ``on`` is the first day without it."""

    organisation_id: UUID
    on: date

    def apply(self, state: ScheduleException) -> None:
        state.to_on = self.on
